import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest begins first, so that no worker is left alone with it in the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => /[\\/]test[\\/](browser|races)[\\/]/.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

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
    sequence: { sequencer: LongestFirst },
    // No test asserts a time: a busy machine is given as long as it takes.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
  },
});
