import { en } from "../../lib/domain/notes/en.ts";
import { notesOf } from "../../lib/domain/wording/notes.ts";

/** What we write on tickets, in English. */
export const NOTES = notesOf(en, "en");
