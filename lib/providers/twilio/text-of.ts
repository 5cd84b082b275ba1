import type { Choices } from "../../domain/message.ts";

/** A line that begins with it goes from right to left, whatever its first word. */
const RIGHT_TO_LEFT = "\u200f";
const IS_ARABIC = /^\P{L}*\p{Script=Arabic}/u;

/** Twilio takes buttons and lists only as Content made beforehand; as text, the choices can still be typed. */
export function textOf(content: { body: string } | ({ body: string } & Choices)): string {
  const choices: { title: string; description?: string }[] =
    "buttons" in content ? content.buttons : "rows" in content ? content.rows : [];
  const mark = IS_ARABIC.test(content.body) ? RIGHT_TO_LEFT : "";
  const line = ({ title, description }: (typeof choices)[number]) =>
    description ? `${mark}- ${title}: ${description}` : `${mark}- ${title}`;
  return [content.body, ...choices.map(line)].join("\n");
}
