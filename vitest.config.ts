import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    pool: "forks",
    // A worker loads the sources once, not for each of its files: these mock no module and leave no global behind.
    isolate: false,
    // Node reads our TypeScript by itself, as it does for `npm run dev`: nothing is transformed.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // One more than a small machine has cores: some tests wait for what hangs until it is given up.
    maxWorkers: 3,
    // No test asserts a time: a busy machine is given as long as it takes.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
  },
});
