import type { DepsOptions } from "../../lib/wiring/wire.ts";
import { REPLIES } from "./replies.ts";
import { LINES, type Line, lastTicket, settled } from "./two-way.ts";
import { createWorld, type World } from "./world.ts";

/** A world in which customers are asked how the help was, and Zendesk's webhook rings. */
export async function ratingWorld(env: Record<string, string> = {}, deps: DepsOptions = {}) {
  const world = await createWorld({ env: { RATINGS: "chat", ...env }, deps });
  world.zendesk.connectWebhook();
  return world;
}

/** So long passes, half an hour unless told otherwise; resolves when all that came due is done. */
export async function minutesPass(world: World, minutes = 31): Promise<void> {
  await world.later(minutes * 60);
  await settled(world);
}

/** An agent solves the newest ticket; returns its id. */
export async function solved(world: World): Promise<string> {
  const { id } = lastTicket(world);
  world.zendesk.solve(id);
  await settled(world);
  return String(id);
}

/** A customer whose ticket was solved half an hour ago, and who was asked. */
export async function askedCustomer(
  world: World,
  provider: "twilio" | "meta" = "twilio",
  line: Line = LINES[provider](world),
): Promise<{ line: Line; ticketId: string }> {
  await line.writes("My invoice is wrong");
  const ticketId = await solved(world);
  await minutesPass(world);
  return { line, ticketId };
}

/** Meta's customer presses a button that carries this. */
export async function pressOnMeta(world: World, id: string, title = "Good"): Promise<void> {
  await world.meta.receive({ interactive: { type: "button_reply", button_reply: { id, title } } });
  await settled(world);
}

export const question = (ticketId: string) => REPLIES.ratingAsked(ticketId, "My invoice is wrong");
export const byNumber = (ticketId: string) => `${question(ticketId)} ${REPLIES.ratingByNumber}`;

/** What stands in our books of ratings. */
export const ratingsOf = (world: World) =>
  world.database.rows<{
    ticket_id: string;
    way: string;
    score: string | null;
    words: string | null;
    agent_name: string | null;
  }>("select ticket_id, way, score, words, agent_name from ratings order by ticket_id");
