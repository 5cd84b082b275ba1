import { expect } from "vitest";
import { dead, hoursAway, loudLines, setRight, ZENDESK_AWAY } from "../support/away.ts";
import { REPLIES } from "../support/replies.ts";
import { agentAnswers, LINES, lastTicket, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const ben = { From: "whatsapp:+14155550101", ProfileName: "Ben" };
const replies = (world: World, to: string) =>
  world.twilio.sent.filter((message) => message.to === to).map(({ body }) => body);
const isNoToken = ({ path }: { path: string }) => path !== "/oauth/tokens";

const CASES = Object.entries(ZENDESK_AWAY).flatMap(([name, fault]) => [
  { name, fault, when: () => true },
  { name: `${name}, tokens apart`, fault, when: isNoToken },
]);

test.for(CASES)(
  "$name: messages wait, and become tickets once, oldest first, when it is set right",
  async ({ fault, when }, { world }) => {
    world.fail("zendesk", fault, { when });
    await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
    await world.settle();
    await world.twilio.receive({ ...ben, Body: "Where is my parcel today" });
    await world.twilio.receive({ ...ana, Body: "And the shop is closed" });
    await hoursAway(world, 30);
    expect(await dead(world)).toEqual([]);
    expect((await world.tasks("file-message")).map(({ attempts, done_at }) => [attempts, done_at])).toEqual(
      Array.from({ length: 3 }, () => [0, null]),
    );
    expect(replies(world, ana.From)[0]).toBe(REPLIES.ticketDelayed);
    expect(world.twilio.sent.map(({ body }) => body)).not.toContain(REPLIES.ticketRefused);
    expect(loudLines(world, "zendesk").length).toBeGreaterThan(0);

    await setRight(world, "zendesk");
    expect(world.zendesk.tickets.map(({ subject, comments }) => [subject, comments.length])).toEqual([
      ["My card was charged twice", 2],
      ["Where is my parcel today", 1],
    ]);
    for (const { From } of [ana, ben]) {
      expect(replies(world, From).filter((body) => body.startsWith("Ticket #"))).toHaveLength(1);
    }
    expect(await dead(world)).toEqual([]);
  },
);

test.for(Object.entries(ZENDESK_AWAY))(
  "%s: no ticket is taken for deleted, and what its customer wrote is on it once",
  async ([, fault], { world }) => {
    await LINES.twilio(world).writes("My card was charged twice");
    world.fail("zendesk", fault);
    await world.twilio.receive({ ...ana, Body: "And the shop is closed" });
    await hoursAway(world, 3);
    expect(await world.database.rows("select status from tickets")).toEqual([{ status: "new" }]);
    await setRight(world, "zendesk");
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(lastTicket(world).comments.map(({ body }) => body.split("\n")[0])).toEqual([
      "My card was charged twice",
      "And the shop is closed",
    ]);
  },
);

test.for(Object.entries(ZENDESK_AWAY))(
  "%s while an agent's answer is fetched: it reaches the phone afterwards, once",
  async ([, fault], { world }) => {
    world.zendesk.connectWebhook();
    await LINES.twilio(world).writes("My card was charged twice");
    const before = LINES.twilio(world).received().length;
    world.fail("zendesk", fault);
    await agentAnswers(world, { text: "We pay it back" });
    await hoursAway(world, 3);
    expect(LINES.twilio(world).received()).toHaveLength(before);
    await setRight(world, "zendesk");
    expect(LINES.twilio(world).received().slice(before)).toEqual(["We pay it back"]);
  },
);

test("a redirect is not followed", async ({ world }) => {
  world.fail("zendesk", ZENDESK_AWAY["a 301"] ?? "hang", { when: isNoToken });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  expect(new Set(world.calls.map(({ host }) => host))).not.toContain("acme-renamed.zendesk.com");
  const [task] = await world.tasks("file-message");
  expect(task?.last_error).toContain("acme-renamed.zendesk.com");
});

test("a ticket that is not there any more is that ticket's own: a new one is opened", async ({ world }) => {
  await LINES.twilio(world).writes("My card was charged twice");
  const isUpdate = ({ method, path }: { method: string; path: string }) =>
    method === "PUT" && path.includes("/tickets/");
  world.fail("zendesk", { status: 404 }, { times: 1, when: isUpdate });
  await world.twilio.receive({ ...ana, Body: "And the shop is closed" });
  await settled(world);
  expect(world.zendesk.tickets.map(({ subject }) => subject)).toEqual([
    "My card was charged twice",
    "And the shop is closed",
  ]);
  expect(await world.database.rows("select upstream from upstream_pauses")).toEqual([]);
});
