import type { Page } from "../page.ts";
import { overview } from "./overview.ts";

/** Every page. The first whose path fits answers. */
export const PAGES: readonly Page[] = [overview];
