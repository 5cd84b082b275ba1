import { test as base, createWorld, type World } from "./world.ts";

/** For tables: a test may take `shared`, one world for all tests of its file, in place of a `world` of its own. */
export const test = base.extend<{ shared: World }>({
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
    async ({}, use) => {
      const world = await createWorld();
      await use(world);
      await world.close();
    },
    { scope: "file" },
  ],
});
