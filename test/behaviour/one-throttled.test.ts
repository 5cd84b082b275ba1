import { expect } from "vitest";
import { agentAnswers, LINES, lastTicket } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const ana = "whatsapp:+14155550100";
const ben = "whatsapp:+14155550177";

const isUpdate = ({ method, path }: { method: string; path: string }) =>
  method === "PUT" && path.includes("/tickets/");
const pauses = (world: World) => world.database.rows("select upstream from upstream_pauses");

test("a ticket that took its 30 updates in ten minutes waits as long as Zendesk asks, and no other ticket does", async ({
  world,
}) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  const busy = lastTicket(world);
  world.fail("zendesk", { status: 429, retryAfter: 300 }, { times: 5, when: isUpdate });
  for (const Body of ["And another thing about it", "And one more"]) {
    await world.twilio.receive({ From: ana, Body });
  }
  await world.settle();
  await world.twilio.receive({ From: ben, Body: "Where is my parcel today" });
  await world.settle();
  expect(world.zendesk.tickets.map(({ subject }) => subject)).toEqual([
    "My invoice is wrong",
    "Where is my parcel today",
  ]);
  expect(await pauses(world)).toEqual([]);

  const asked = world.calls.filter(isUpdate).length;
  await world.later(290);
  expect(world.calls.filter(isUpdate)).toHaveLength(asked);
  for (let n = 0; n < 10; n += 1) await world.later(400);
  expect(busy.comments.map(({ body }) => body.split("\n")[0])).toEqual([
    "My invoice is wrong",
    "And another thing about it",
    "And one more",
  ]);
});

test("when it is the whole account that Zendesk throttles at a ticket's update, every ticket waits", async ({
  world,
}) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  const headers = { "x-rate-limit-remaining": "0" };
  world.fail("zendesk", { status: 429, retryAfter: 93, headers }, { times: 1, when: isUpdate });
  await world.twilio.receive({ From: ana, Body: "And another thing about it" });
  await world.settle();
  await world.twilio.receive({ From: ben, Body: "Where is my parcel today" });
  await world.later(90);
  expect(world.zendesk.tickets).toHaveLength(1);
  await world.later(30);
  expect(world.zendesk.tickets).toHaveLength(2);
});

test("a customer to whom Meta lets no more through for now waits alone, and hears it all in order", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const [busy, calm] = [LINES.meta(world, "14155550123"), LINES.meta(world, "14155550124")];
  await busy.writes("My invoice is wrong");
  const before = busy.received().length;
  const isToBusy = ({ body }: { body: unknown }) => JSON.stringify(body).includes("14155550123");
  world.fail("meta", { metaCode: 131056, status: 400 }, { times: 9, when: isToBusy });
  await agentAnswers(world, { text: "We look into it" });
  await agentAnswers(world, { text: "It is mended" });
  await calm.writes("Where is my parcel today");
  expect(calm.received()).toHaveLength(1);
  expect(await pauses(world)).toEqual([]);

  for (let n = 0; n < 10; n += 1) await world.later(60);
  expect(busy.received().slice(before)).toEqual(["We look into it", "It is mended"]);
});
