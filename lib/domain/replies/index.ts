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

/** All that we say and hear, by language. Tasks alone read it: no webhook waits for it. */
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
