import { resolve } from "node:path";

/** For processes of the tests' own: what Node has compiled once it need not compile for the next one. */
export const COMPILED = { NODE_COMPILE_CACHE: resolve("node_modules/.cache/compiled") };
