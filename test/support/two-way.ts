import { asObject, all as valuesOf } from "../sandbox/upstreams/call.ts";
import type { AgentAnswer } from "../sandbox/zendesk/agents.ts";
import type { World } from "./world.ts";

/** A customer on one channel, with the same words for what a test does with them. */
export type Line = {
  /** The customer writes; resolves when all that follows is done. */
  writes(text: string): Promise<void>;
  /** The customer sends a photo, with a caption or without; resolves when all that follows is done. */
  sendsPhoto(caption?: string): Promise<void>;
  /** What the customer was sent, oldest first: texts, and addresses of files. */
  received(): string[];
};

const PHOTO = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };

const overTwilio = (From: string) => (world: World) => ({
  async writes(Body: string) {
    await world.twilio.receive({ From, ProfileName: "Ana", Body });
    await settled(world);
  },
  async sendsPhoto(Body = "") {
    await world.twilio.receiveMedia({ From, ProfileName: "Ana", Body }, [PHOTO]);
    await settled(world);
  },
  received: () =>
    world.twilio.sent.flatMap(({ body, form }) => [body, ...valuesOf(form, "MediaUrl")].filter(Boolean)),
});

/** WhatsApp by both providers. */
export const LINES = {
  twilio: overTwilio("whatsapp:+14155550100"),
  meta: (world: World): Line => ({
    async writes(text) {
      await world.meta.receive(text);
      await settled(world);
    },
    async sendsPhoto(caption) {
      await world.meta.receiveMedia({}, { ...PHOTO, ...(caption && { caption }) });
      await settled(world);
    },
    received: () =>
      world.meta.sent.flatMap(({ payload, type, text }) =>
        [text, String(asObject(payload[type]).link ?? "")].filter(Boolean),
      ),
  }),
} satisfies Record<string, (world: World) => Line>;

/** SMS, which Twilio carries. */
export const smsLine: (world: World) => Line = overTwilio("+14155550100");

/** Everything that was set off has come to rest: tasks, and what Zendesk rings about. */
export async function settled(world: World): Promise<void> {
  await world.settle();
  await world.zendesk.rung();
  await world.settle();
}

/** The newest ticket. @throws {Error} when there is none */
export function lastTicket(world: World) {
  const ticket = world.zendesk.tickets.at(-1);
  if (!ticket) throw new Error("no ticket was opened");
  return ticket;
}

/** An agent comments on the newest ticket; resolves when all that follows is done. */
export async function agentAnswers(world: World, answer: AgentAnswer) {
  const comment = world.zendesk.answer(lastTicket(world).id, answer);
  await settled(world);
  return comment;
}

/** What agents alone can read on the newest ticket, oldest first, without the references. */
export function notes(world: World): string[] {
  return lastTicket(world)
    .comments.filter((comment) => !comment.public)
    .map(({ body }) => body.replace(/\n\nRef \S+$/, ""));
}
