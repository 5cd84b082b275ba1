import type { Examinations } from "../../doctor/examine.ts";
import type { Surroundings } from "../shared/surroundings.ts";
import type { SetupOptions } from "./options.ts";
import type { Prompts } from "./prompts.ts";

/** One run of `npm run setup`: what was asked for, of whom more can be asked, and where it runs. */
export type Setup = Surroundings & {
  options: SetupOptions;
  /** Null where nobody can be asked, or is to be. */
  prompts: Prompts | null;
  /** Where .env.local is. */
  folder: string;
  examinations?: Examinations;
};
