import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    pool: "forks",
    // A worker loads the sources once, not for each of its files: these mock no module and leave no global behind.
    isolate: false,
    // Two cores, and PostgreSQL wants a part of one.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
