import { expect } from "vitest";
import { fastWorld } from "../support/messages-api.ts";
import { knowTemplate, ticketFor } from "../support/ticket-templates.ts";
import { LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { testIn, type World } from "../support/world.ts";

const test = testIn(async () => {
  const world = await fastWorld();
  world.zendesk.connectWebhook();
  return world;
});
const PHONE = "+14155550177";
const TAG = "whatsapp_template_order_ready";

let seconds = 0;

/** Zendesk tells whole seconds: each update of a ticket comes in another one. */
async function inAnotherSecond(world: World, update: () => unknown) {
  await update();
  seconds += 1;
  const at = new Date(Date.now() + seconds * 1000);
  lastTicket(world).updated_at = at.toISOString().replace(/\.\d+Z$/, "Z");
  await settled(world);
}

const tag = (world: World) => inAnotherSecond(world, () => world.zendesk.tag(lastTicket(world).id, [TAG]));
const notesWith = (world: World, words: string) => notes(world).filter((note) => note.includes(words));

test("a tag that Zendesk lets nobody take away sends once, however often its ticket changes, and one note says so", async ({
  world,
}) => {
  await knowTemplate(world, "twilio");
  await ticketFor(world, PHONE);
  world.fail("zendesk", { status: 422 }, { when: ({ method }) => method === "DELETE" });
  await tag(world);
  for (let n = 0; n < 3; n += 1)
    await inAnotherSecond(world, () =>
      world.zendesk.answer(lastTicket(world).id, { text: `For us ${n}`, public: false }),
    );
  expect(world.twilio.sent).toHaveLength(1);
  expect(notesWith(world, "does not let Tickline take the tag")).toHaveLength(1);
  // Zendesk relents, and the tag that stood there all the time sends nothing.
  world.heal();
  await inAnotherSecond(world, () =>
    world.zendesk.answer(lastTicket(world).id, { text: "Done", public: false }),
  );
  expect(lastTicket(world).tags).toEqual([]);
  expect(world.twilio.sent).toHaveLength(1);
  expect(notesWith(world, "and is now")).toHaveLength(1);
  await tag(world);
  expect(world.twilio.sent).toHaveLength(2);
});

test("a tag that comes back again and again sends three times a day, and one note says so, until the customer writes", async ({
  world,
}) => {
  await knowTemplate(world, "twilio");
  await ticketFor(world, PHONE);
  for (let n = 0; n < 6; n += 1) await tag(world);
  expect(world.twilio.sent).toHaveLength(3);
  expect(notesWith(world, "3 messages within a day")).toHaveLength(1);
  expect(lastTicket(world).tags).toEqual([]);
  await LINES.twilio(world, `whatsapp:${PHONE}`).writes("Tell me once more");
  const before = world.twilio.sent.length;
  await tag(world);
  expect(world.twilio.sent).toHaveLength(before + 1);
});

test("a tag that is set anew after its task died over taking it away is not swallowed: a note says to set it once more", async ({
  world,
}) => {
  await knowTemplate(world, "twilio");
  await ticketFor(world, PHONE);
  world.fail("zendesk", { status: 503 }, { when: ({ method }) => method === "DELETE" });
  await tag(world);
  expect(world.twilio.sent).toHaveLength(1);
  await world.database.rows("update tasks set dead_at = now() where kind = 'send-tagged'");
  world.heal();
  lastTicket(world).tags = [];
  await tag(world);
  expect(world.twilio.sent).toHaveLength(1);
  expect(notesWith(world, "set it again if it is to be sent")).toHaveLength(1);
  await tag(world);
  expect(world.twilio.sent).toHaveLength(2);
});
