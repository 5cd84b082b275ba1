import { expect } from "vitest";
import { twilioError } from "../sandbox/twilio/message.ts";
import type { UpstreamCall } from "../sandbox/upstreams/call.ts";
import { arrived, deletions, erase, PHONE, receiptOf, stillTold, wellKnown } from "../support/forgotten.ts";
import { lastTicket } from "../support/two-way.ts";
import { createWorld, test, testIn, type World } from "../support/world.ts";

const isDeletion = ({ method }: UpstreamCall) => method === "DELETE";
const isRedaction = ({ path }: UpstreamCall) => path.includes("/comment_redactions/");
const FIVE_MINUTES = 400;
const HOUR = 3_600;

const things = (
  place: { things: { what: string; state: string; why: string | null }[] } | undefined,
  state: string,
) => place?.things.filter((thing) => thing.state === state).map(({ what, why }) => [what, why]) ?? [];

const finished = async (world: World, id: string) => {
  const receipt = await receiptOf(world, id);
  expect(receipt.state).toBe("finished");
  return receipt;
};

test("a message that is still on its way waits for its end, and is deleted then", async ({ world }) => {
  const id = await wellKnown(world);
  const [sent] = world.twilio.sent;
  world.twilio.settle(sent?.sid ?? "", "queued");
  await erase(world);
  await world.later(FIVE_MINUTES);
  const waiting = await receiptOf(world, id);
  expect(waiting.state).toBe("under way");
  expect(things(waiting.twilio, "pending")).toContainEqual([
    "message",
    expect.stringContaining("still under way"),
  ]);
  expect(world.twilio.messages.map(({ sid }) => sid)).toEqual([sent?.sid]);
  arrived(world);
  await world.later(FIVE_MINUTES);
  expect(stillTold(world)).toEqual([]);
  await finished(world, id);
});

test("a message that never ends is refused after two weeks", async ({ world }) => {
  const id = await wellKnown(world);
  world.twilio.settle(world.twilio.sent[0]?.sid ?? "", "queued");
  await erase(world);
  for (let days = 0; days < 16; days += 8) await world.later(8 * 24 * HOUR);
  const { twilio } = await finished(world, id);
  expect(things(twilio, "refused")).toEqual([["message", expect.stringContaining("two weeks")]]);
});

test.for([
  ["throttled", { status: 429, retryAfter: 7 }],
  ["failing", { status: 500 }],
  ["silent", "drop-before"],
  ["losing its answers", "drop-after"],
  ["refusing our credentials", { status: 401 }],
] as const)("an upstream that is %s for a while forgets when it is back", async ([, fault], { world }) => {
  const id = await wellKnown(world);
  for (const upstream of ["twilio", "zendesk"] as const) world.fail(upstream, fault);
  await erase(world);
  await world.later(60);
  expect((await receiptOf(world, id)).state).toBe("under way");
  world.heal();
  for (let n = 0; n < 4; n += 1) await world.later(FIVE_MINUTES);
  expect(stillTold(world)).toEqual([]);
  const { twilio, zendesk } = await finished(world, id);
  expect([twilio?.refused, zendesk?.refused]).toEqual([0, 0]);
});

test("what Twilio has no more is forgotten, and what it refuses is named; asked again, it is tried again", async ({
  world,
}) => {
  const id = await wellKnown(world);
  const [first, gone] = world.twilio.messages;
  world.twilio.messages.splice(1, 1);
  const body = twilioError(403, 70051, `Not for ${PHONE}`).body;
  world.fail(
    "twilio",
    { status: 403, body },
    { when: (call) => isDeletion(call) && call.path.includes(first?.sid ?? "") },
  );
  await erase(world);
  await world.later(FIVE_MINUTES);
  const { twilio } = await finished(world, id);
  expect(twilio?.things.filter(({ state }) => state === "refused")).toEqual([
    {
      what: "message",
      state: "refused",
      count: 1,
      why: expect.stringContaining("code 70051"),
      ids: [first?.sid],
    },
  ]);
  expect(things(twilio, "done").map(([what]) => what)).toContain("message");
  expect(world.calls.some(({ path }) => path.includes(gone?.sid ?? ""))).toBe(true);
  expect(JSON.stringify(await world.database.rows("select * from erasure_parts"))).not.toContain(PHONE);
  world.heal();
  expect(await erase(world, { id, everywhere: true })).toMatchObject({ status: 202, receipt: id });
  await world.later(FIVE_MINUTES);
  expect((await finished(world, id)).twilio?.refused).toBe(0);
  expect(world.twilio.messages).toEqual([]);
});

test("a closed ticket's comments are redacted, and its subject is named as what stays", async ({ world }) => {
  const id = await wellKnown(world);
  world.zendesk.close(lastTicket(world).id);
  await erase(world);
  await world.later(FIVE_MINUTES);
  const { zendesk } = await finished(world, id);
  expect(things(zendesk, "refused")).toEqual([["subject", expect.stringContaining("closed")]]);
  expect(JSON.stringify(lastTicket(world).comments)).not.toContain("Zqana");
});

test.for([
  ["a role that may not redact", { status: 403 }, "does not let our user redact"],
  ["no Agent Workspace", { status: 404 }, "Agent Workspace"],
  [
    "a refusal that names the person",
    { status: 422, body: { error: "Zqana", description: PHONE } },
    "Agent Workspace",
  ],
] as const)(
  "%s: the comments are refused in our words, the rest goes on, and asked again all is redacted",
  async ([, fault, why], { world }) => {
    const id = await wellKnown(world);
    world.fail("zendesk", fault, { when: isRedaction });
    await erase(world);
    await world.later(FIVE_MINUTES);
    const { zendesk } = await finished(world, id);
    expect(things(zendesk, "refused")).toEqual([["comment", expect.stringContaining(why)]]);
    expect(zendesk?.refused).toBe(2);
    expect(world.zendesk.users.some(({ name }) => name.includes("Zqana"))).toBe(false);
    const kept = JSON.stringify(
      await world.database.rows("select e::text from erasure_parts e union all select t::text from tasks t"),
    );
    expect(kept).not.toMatch(/Zqana|4155550100/);
    world.heal();
    await erase(world, { id, everywhere: true });
    await world.later(FIVE_MINUTES);
    expect((await finished(world, id)).zendesk?.refused).toBe(0);
    expect(stillTold(world)).toEqual([]);
  },
);

test("a ticket that was deleted has nothing left to redact, and a user who was neither", async ({
  world,
}) => {
  const id = await wellKnown(world);
  const user = world.zendesk.users.find(({ role }) => role === "end-user");
  world.zendesk.tickets.length = 0;
  world.zendesk.deleteUser(user?.id ?? 0);
  await erase(world);
  await world.later(FIVE_MINUTES);
  const { zendesk } = await finished(world, id);
  expect(zendesk).toMatchObject({ refused: 0, pending: 0 });
  expect(
    deletions(world)
      .filter(({ provider }) => provider === "zendesk")
      .map(({ method }) => method),
  ).toEqual(["GET"]);
});

test("an agent who wrote as a customer stays who they are; what they wrote is redacted", async ({
  world,
}) => {
  const [dana] = world.zendesk.agents;
  Object.assign(dana ?? {}, { external_id: PHONE, phone: PHONE });
  const id = await wellKnown(world);
  await erase(world);
  await world.later(FIVE_MINUTES);
  const { zendesk } = await finished(world, id);
  expect(things(zendesk, "refused")).toEqual([["user", expect.stringContaining("agent")]]);
  expect(dana).toMatchObject({ name: "Dana", phone: PHONE, external_id: PHONE, role: "agent" });
  expect(JSON.stringify(lastTicket(world).comments[0])).not.toContain("Zqana");
});

test("words of another customer's, or of an agent's who took the ticket over, are nobody's to redact", async ({
  world,
}) => {
  const id = await wellKnown(world);
  const other = await wellKnown(world, "whatsapp:+14155550123");
  expect(other).not.toBe(id);
  const [ana] = world.zendesk.tickets;
  world.zendesk.changeRequester(ana?.id ?? 0, world.zendesk.agents[1] as never);
  await erase(world);
  await world.later(FIVE_MINUTES);
  await finished(world, id);
  expect(JSON.stringify(ana)).not.toContain("Zqana");
  expect(ana?.comments.at(-1)?.body).toBe("We look into it");
  expect(JSON.stringify(lastTicket(world))).toContain("Zqana");
  expect(world.zendesk.agents.map(({ name }) => name)).toEqual(["Dana", "Robin"]);
  expect(world.twilio.messages.length).toBeGreaterThan(2);
});

const OFF = [
  ...["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_WHATSAPP_NUMBER", "TWILIO_PHONE_NUMBER"],
  ...[
    "ZENDESK_SUBDOMAIN",
    "ZENDESK_OAUTH_CLIENT_ID",
    "ZENDESK_OAUTH_CLIENT_SECRET",
    "ZENDESK_WEBHOOK_SECRET",
  ],
];
const metaAlone = testIn(() =>
  createWorld({ env: Object.fromEntries(OFF.map((name) => [name, undefined])) }),
);

metaAlone("where neither Twilio nor Zendesk is configured, nothing waits for them", async ({ world }) => {
  await world.meta.receive("HELP", { contact: { wa_id: PHONE.slice(1), name: "Zqana" } });
  await world.settle();
  const { receipt } = await erase(world);
  for (let n = 0; n < 3; n += 1) await world.later(FIVE_MINUTES);
  await finished(world, receipt);
});
