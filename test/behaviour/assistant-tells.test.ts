import { expect } from "vitest";
import { createUpstreamFetch, type UpstreamFetch } from "../../lib/http/upstream.ts";
import { ASSISTANT_ENV, BUSINESS, patient, test } from "../support/assistant.ts";
import { asked, settles } from "../support/filed-turns.ts";
import { erase, receiptOf } from "../support/forgotten.ts";
import { lastTicket, notes } from "../support/two-way.ts";
import { createWorld, type World } from "../support/world.ts";

test.for(["WhatsApp", "Meta's WhatsApp", "SMS"] as const)(
  "by %s agents read what the assistant was told before a person takes over, and not again",
  async (on, { world }) => {
    const customer = patient(world, on);
    world.model.says.push({ text: "Rest a little." });
    await customer.writes("I have a headache");
    await customer.writes("HUMAN");
    expect(notes(world)).toEqual([
      expect.stringMatching(
        /^The assistant handed over: the customer asked for a person[\s\S]*Customer: I have a headache\n.* Assistant: Rest a little\.$/,
      ),
    ]);
    await customer.writes("Is anybody there?");
    expect(notes(world)).toHaveLength(1);
  },
);

test("what the model notes of a ticket, and what it answers beside it, agents read there", async ({
  world,
}) => {
  const customer = patient(world);
  world.model.says.push(
    { tool: "open_ticket", input: { subject: "Refund for order 17", summary: "Paid twice for order 17." } },
    { text: "I have asked my colleagues to look at it." },
    { text: "It takes a day or two." },
  );
  await customer.writes("I paid twice");
  expect(lastTicket(world).subject).toBe("Refund for order 17");
  await customer.writes("How long does it take?");
  expect(notes(world)).toEqual([
    expect.stringMatching(
      /^The assistant answered, and found[\s\S]*summary: Paid twice for order 17\.[\s\S]*Assistant: I have asked my colleagues to look at it\.$/,
    ),
    expect.stringMatching(
      /^The assistant answered beside this ticket:\n\n.* Assistant: It takes a day or two\.$/,
    ),
  ]);
});

test.for([
  ["WhatsApp", (world: World) => world.twilio.typing, 1],
  ["SMS", (world: World) => world.twilio.typing, 0],
  // Meta's was shown before, when the message was read.
  ["Meta's WhatsApp", (world: World) => world.meta.typing, 2],
] as const)(
  "by %s the customer sees that somebody is typing while the model is asked",
  async ([on, typing, times], { world }) => {
    const customer = patient(world, on);
    world.model.says.push({ text: "Rest a little." });
    await customer.writes("I have a headache");
    const [message] = await world.logs("inbound");
    const id = message?.twilio_message_sid ?? expect.stringMatching(/^wamid\./);
    expect(typing(world)).toEqual(Array(times).fill(id));
    expect(customer.heard()).toEqual(["Rest a little."]);
  },
);

test("a turn that begins and ends while its message is being filed is told of all the same", async () => {
  let meanwhile = async () => {};
  let usual: UpstreamFetch = () => Promise.reject(new Error("not yet"));
  const fetchUpstream: UpstreamFetch = async (upstream, url, init) => {
    if (init?.method === "PUT" && String(init.body).includes("Do you open on Sunday?")) await meanwhile();
    return usual(upstream, url, init);
  };
  const world = await createWorld({ env: ASSISTANT_ENV, deps: { fetchUpstream, business: BUSINESS } });
  usual = createUpstreamFetch({ upstreamOrigin: world.env.UPSTREAM_ORIGIN });
  const customer = patient(world);
  world.model.says.push(
    { tool: "open_ticket", input: { subject: "A late parcel", summary: "It is late." } },
    { text: "We look into it." },
  );
  await customer.writes("My parcel is late");
  let times = 0;
  meanwhile = async () => {
    times += 1;
    const message = (await world.logs("inbound")).at(-1)?.id ?? "";
    await settles(world, await asked(world, [message]), { answer: "From ten to four." });
    await world.database.rows("update tasks set done_at = now() where kind = 'ask-assistant'");
  };
  await customer.writes("Do you open on Sunday?");
  expect(times).toBe(1);
  expect(notes(world).at(-1)).toMatch(
    /^The assistant answered beside this ticket:\n\n.* From ten to four\.$/,
  );
  await world.close();
});

test("erased everywhere, nothing of a conversation with the assistant is left in Zendesk", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const customer = patient(world);
  world.model.says.push(
    { text: "I am sorry, Zqana. Rest a little." },
    { tool: "open_ticket", input: { subject: "Zqana's headache", summary: "Zqana has a headache." } },
    { text: "Somebody calls you, Zqana." },
    { text: "Soon, Zqana." },
  );
  await customer.writes("Zqana has a headache");
  await customer.writes("Zqana still has it");
  await customer.writes("When is Zqana called?");
  const told = () => JSON.stringify(world.zendesk.tickets).match(/Zqana/g)?.length ?? 0;
  expect(notes(world).join("\n").match(/Zqana/g)).toHaveLength(5);
  expect(told()).toBeGreaterThan(7);
  for (const { sid } of world.twilio.sent) world.twilio.settle(sid, "delivered");
  const { receipt } = await erase(world);
  await world.later(400);
  expect(told()).toBe(0);
  expect(await receiptOf(world, receipt)).toMatchObject({ state: "finished", zendesk: { refused: 0 } });
  expect(JSON.stringify(await world.tasks())).not.toContain("Zqana");
});
