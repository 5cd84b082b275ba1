import type { Choices } from "../../domain/message.ts";

/** Twilio takes buttons and lists only as Content made beforehand; as text, the choices can still be typed. */
export function textOf(content: { body: string } | ({ body: string } & Choices)): string {
  const choices: { title: string; description?: string }[] =
    "buttons" in content ? content.buttons : "rows" in content ? content.rows : [];
  const line = ({ title, description }: (typeof choices)[number]) =>
    description ? `- ${title}: ${description}` : `- ${title}`;
  return [content.body, ...choices.map(line)].join("\n");
}
