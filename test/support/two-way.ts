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

const overTwilio =
  (address: string) =>
  (world: World, From = address): Line => ({
    async writes(Body) {
      await world.twilio.receive({ From, ProfileName: "Ana", Body });
      await settled(world);
    },
    async sendsPhoto(Body = "") {
      await world.twilio.receiveMedia({ From, ProfileName: "Ana", Body }, [PHOTO]);
      await settled(world);
    },
    received() {
      const mine = world.twilio.sent.filter(({ to }) => to === From);
      return mine.flatMap(({ body, form }) => [body, ...valuesOf(form, "MediaUrl")].filter(Boolean));
    },
  });

/** WhatsApp by both providers; the same customer unless another address is given. */
export const LINES = {
  twilio: overTwilio("whatsapp:+14155550100"),
  meta(world: World, wa_id = "14155550123"): Line {
    const contact = { wa_id, name: "Ada Lovelace" };
    return {
      async writes(text) {
        await world.meta.receive(text, { contact });
        await settled(world);
      },
      async sendsPhoto(caption) {
        await world.meta.receiveMedia({}, { ...PHOTO, ...(caption && { caption }) }, { contact });
        await settled(world);
      },
      received() {
        const mine = world.meta.sent.filter((message) => message.contact.wa_id === wa_id);
        return mine.flatMap(({ payload, type, text }) =>
          [text, String(asObject(payload[type]).link ?? "")].filter(Boolean),
        );
      },
    };
  },
};

/** SMS, which Twilio carries. */
export const smsLine = overTwilio("+14155550100");

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

/** So long ago is everything that was written until now; what comes due meanwhile is done. */
export async function hoursPass(world: World, hours: number): Promise<void> {
  await world.database.rows(
    "update contact_logs set created_at = created_at - make_interval(hours => $1), sent_at = sent_at - make_interval(hours => $1)",
    [hours],
  );
  await world.later(hours * 3600);
  await settled(world);
}
