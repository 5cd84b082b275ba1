import { test as base, createWorld, type World } from "./world.ts";

const sharing = (env: Record<string, string>) =>
  base.extend<{ shared: World }>({
    shared: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
      async ({}, use) => {
        const world = await createWorld({ env });
        await use(world);
        await world.close();
      },
      { scope: "file" },
    ],
  });

/** For tables: a test may take `shared`, one world for all tests of its file, in place of a `world` of its own. */
export const test = sharing({});

/** The same, of a deployment in which nothing that set-up can make is missing. */
export const testWhole = sharing({ SESSION_SECRET: "a-session-secret-for-tests-of-32-characters" });
