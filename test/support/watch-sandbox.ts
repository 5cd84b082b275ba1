import type { Exchange, TurnRow } from "../sandbox/dev/assistant.ts";
import type { Bubble } from "../sandbox/dev/phone.ts";

type ShownTurn = Omit<TurnRow, "restUntil">;

/** What the sandbox's page shows just now. */
export type Shown = {
  turns(): ShownTurn[];
  /** How long the assistant's model is left alone; null where it is not. */
  restsUntil(): string | null;
  exchanges(): Exchange[];
  bubbles(customer: string): Bubble[];
  tickets(): unknown[];
  stop(): void;
};

/** Listens as the page does; resolves when everything has come once. */
export async function watchSandbox(origin: string): Promise<Shown> {
  const leaving = new AbortController();
  const answer = await fetch(`${origin}/sandbox/events`, { signal: leaving.signal });
  if (!answer.body) throw new Error("the sandbox shows nothing");
  const sections = new Map<string, unknown>();
  const complete = Promise.withResolvers<void>();
  const follow = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const bytes of stream) {
      const events = (rest + decoder.decode(bytes, { stream: true })).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) {
        const [, name = "", data = "null"] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
        sections.set(name, JSON.parse(data));
        // The last of them.
        if (name === "tasks") complete.resolve();
      }
    }
  };
  void follow(answer.body).catch(complete.reject);
  await complete.promise;

  // They are what the page's own sections are made of (test/sandbox/dev/sections.ts).
  const assistant = () =>
    sections.get("assistant") as { turns: ShownTurn[]; restsUntil: string | null; exchanges: Exchange[] };
  return {
    turns: () => assistant().turns,
    restsUntil: () => assistant().restsUntil,
    exchanges: () => assistant().exchanges,
    bubbles: (customer) => (sections.get("phone") as Bubble[]).filter((one) => one.customer === customer),
    tickets: () => sections.get("tickets") as unknown[],
    stop: () => leaving.abort(),
  };
}
