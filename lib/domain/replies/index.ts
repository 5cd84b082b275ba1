import { ar } from "./ar.ts";
import type { Catalogue } from "./catalogue.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { hi } from "./hi.ts";
import { id } from "./id.ts";
import { it } from "./it.ts";
import type { Language } from "./languages.ts";
import { nl } from "./nl.ts";
import { pt } from "./pt.ts";
import { tr } from "./tr.ts";

/** All that we say to customers and hear from them, by language. Tasks, set-up and the command lines read it, and no webhook waits for it. */
export const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en,
  es,
  pt,
  fr,
  de,
  it,
  id,
  hi,
  ar,
  tr,
  nl,
};
