import type { Template } from "../message.ts";
import { isBlank } from "../text.ts";
import { piecesOf } from "./placeholders.ts";

type Said = { body: string; template: Template | null; templateText: string | null };

/** What a message said: its own text, else its template's with the variables filled in; a placeholder stays where nothing fills it. */
export function saidText({ body, template, templateText }: Said): string {
  if (!isBlank(body) || !template || templateText === null) return body;
  const values = new Map(Object.entries(template.variables));
  return piecesOf(templateText)
    .map(({ text = "", name }) => (name === undefined ? text : (values.get(name) ?? `{{${name}}}`)))
    .join("");
}
