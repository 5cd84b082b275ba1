import type { World } from "./world.ts";

/** A customer on either channel, with the same words for what a test does with them. */
export type Line = {
  /** The customer writes; resolves when all that follows is done. */
  writes(text: string): Promise<void>;
  /** What the customer was sent, oldest first: texts, and addresses of files. */
  received(): string[];
};

export const LINES = {
  twilio: (world: World): Line => ({
    async writes(Body) {
      await world.twilio.receive({ From: "whatsapp:+14155550100", ProfileName: "Ana", Body });
      await settled(world);
    },
    received: () => world.twilio.sent.map(({ body }) => body),
  }),
  meta: (world: World): Line => ({
    async writes(text) {
      await world.meta.receive(text);
      await settled(world);
    },
    received: () => world.meta.sent.map((message) => JSON.stringify(message)),
  }),
};

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
