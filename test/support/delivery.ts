import type { Payload } from "../sandbox/meta/message.ts";
import { LINES, lastTicket, settled } from "./two-way.ts";
import type { World } from "./world.ts";

/** How each provider tells what became of the newest message that it was given. */
export const TELLS = {
  /** Without a code, Twilio leaves ErrorCode empty. */
  twilio: (world: World, status: string, code?: number) =>
    world.twilio.status(
      world.twilio.sent.at(-1)?.sid ?? "",
      status,
      code === undefined && /^(failed|undelivered)$/.test(status) ? { ErrorCode: "" } : codeOf(code),
    ),
  meta: (world: World, status: string, code?: number) => {
    const extra: Payload = status === "failed" ? { errors: code === undefined ? undefined : [{ code }] } : {};
    return world.meta.status(world.meta.sent.at(-1)?.id ?? "", status, extra);
  },
};
export type ToldBy = keyof typeof TELLS;

/** A customer's question and an agent's answer that was handed to the provider, or refused by it. */
export async function answeredTicket(world: World, provider: ToldBy, text = "We look into it") {
  world.zendesk.connectWebhook();
  await LINES[provider](world).writes("My invoice is wrong");
  return answerOnceMore(world, text);
}

/** The agent answers the newest ticket, as its only message to be told of. */
export async function answerOnceMore(world: World, text: string) {
  const ticket = lastTicket(world);
  world.zendesk.answer(ticket.id, { text });
  await settled(world);
  return ticket;
}

/** The newest ticket's notes for agents, oldest first. */
export function notesOf(world: World) {
  return lastTicket(world).comments.filter((comment) => !comment.public);
}

/** No task runs while this does: everything that is told in it is told at once. */
export async function beforeAnyTask<T>({ deps }: World, work: () => Promise<T>): Promise<T> {
  const { drain, drainInPassing } = deps;
  deps.drain = deps.drainInPassing = async () => {};
  const done = await work();
  Object.assign(deps, { drain, drainInPassing });
  return done;
}

function codeOf(code?: number): Record<string, string> {
  return code === undefined ? {} : { ErrorCode: String(code) };
}
