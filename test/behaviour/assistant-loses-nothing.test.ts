import { expect } from "vitest";
import { answered, createAssisted, onTickets, patient, test, turns } from "../support/assistant.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { lastTicket, settled } from "../support/two-way.ts";
import { testIn } from "../support/world.ts";

test.for([
  ["refused at once", { twilioCode: 63016, status: 400 }],
  ["accepted and failed later", { twilioCode: 63024 }],
] as const)(
  "the provider says that the answer cannot arrive (%s): a person reads the question",
  async ([, fault], { world }) => {
    world.model.says.push({ text: "We look after it." });
    world.fail("twilio", fault);
    await patient(world).writes("Where is my parcel?");
    if (!("status" in fault))
      await world.twilio.status(world.twilio.sent[0]?.sid ?? "", "failed", { ErrorCode: "63024" });
    await world.later(60);
    await settled(world);
    expect((await world.logs("outbound"))[0]).toMatchObject({ status: "failed" });
    expect(onTickets(world)).toContain("Where is my parcel?");
  },
);

test("STOP between the answer's promise and its sending: a person reads the question", async ({ world }) => {
  world.model.says.push({ text: "We look after it." });
  world.fail("twilio", { status: 503 });
  await patient(world).writes("Where is my parcel?");
  await CUSTOMERS.WhatsApp(world).writes("STOP");
  world.heal();
  await world.later(600);
  await world.later(600);
  expect(world.twilio.sent.map(({ body }) => body)).not.toContain("We look after it.");
  expect(onTickets(world)).toContain("Where is my parcel?");
});

test("the provider is away until the window has closed: a person reads the question", async ({ world }) => {
  world.model.says.push({ text: "We look after it." });
  world.fail("twilio", { status: 503 });
  await patient(world).writes("Where is my parcel?");
  await world.database.rows(
    "update contact_logs set created_at = created_at - interval '25 hours', sent_at = sent_at - interval '25 hours'",
  );
  world.heal();
  await world.later(600);
  await world.later(600);
  expect(world.twilio.sent.map(({ body }) => body)).not.toContain("We look after it.");
  expect(onTickets(world)).toContain("Where is my parcel?");
});

test("the answer's send is unsure: a person reads the question", async ({ world }) => {
  world.model.says.push({ text: "We look after it." });
  world.fail("twilio", "drop-before", {
    when: ({ path, method }) => method === "POST" && path.includes("/Messages"),
  });
  await patient(world).writes("Where is my parcel?");
  for (let n = 0; n < 8; n += 1) await world.later(1200);
  await settled(world);
  expect(onTickets(world)).toContain("Where is my parcel?");
});

test("after ten answers in ten minutes a customer's 'yes' is neither lost nor unsaid", async ({ world }) => {
  const customer = patient(world);
  for (let n = 1; n <= 10; n += 1) {
    world.model.says.push({ text: `Answer number ${n}, and it says something new: ${"x".repeat(n)}` });
    await customer.writes(`Question number ${n} about ${"y".repeat(n)}`);
  }
  await customer.writes("help me");
  expect(customer.heard()).toHaveLength(10);
  expect(onTickets(world)).toContain("help me");
});

test("an edit of a message that the assistant answered is read by somebody", async ({ world }) => {
  world.model.says.push({ text: "Rest and drink." }, { text: "And again." });
  const { wamid } = await world.meta.receive("My head feels odd today");
  await world.settle();
  await answered(world);
  await world.meta.receive({
    type: "edit",
    edit: { original_message_id: wamid, message: { type: "text", text: { body: "I have chest pain" } } },
  });
  await world.settle();
  await answered(world);
  expect(onTickets(world)).toContain("chest pain");
});

test("an edit of a message that waits for the assistant is read by somebody", async ({ world }) => {
  world.model.says.push({ text: "Rest and drink." }, { text: "And again." });
  const { wamid } = await world.meta.receive("My head feels odd today");
  await world.settle();
  await world.meta.receive({
    type: "edit",
    edit: { original_message_id: wamid, message: { type: "text", text: { body: "I have chest pain" } } },
  });
  await world.settle();
  await answered(world);
  expect(onTickets(world) + JSON.stringify(world.model.asked)).toContain("chest pain");
});

test("the end of a long message is looked at as well", async ({ world }) => {
  world.model.says.push({ text: "I see." });
  await world.meta.receive(`${"I tell you the whole story of it now. ".repeat(106)} and so I want to die`);
  await world.settle();
  await answered(world);
  expect(await turns(world)).toMatchObject([{ why: "unsafe" }]);
});

test("what stands first in a long burst is asked, or a person reads it", async ({ world }) => {
  world.model.says.push({ text: "I see." });
  const customer = CUSTOMERS["Meta's WhatsApp"](world);
  await customer.writes("Cancel order 5512 please, at once");
  await customer.writes("我的包裹还没有到，".repeat(260));
  await answered(world);
  expect(onTickets(world) + JSON.stringify(world.model.asked)).toContain("5512");
});

testIn(() => createAssisted({ ASSISTANT_MEMORY_HOURS: "1" }))(
  "what waited for longer than the memory is asked, or a person reads it",
  async ({ world }) => {
    world.model.says.push({ text: "I see." });
    const customer = CUSTOMERS.WhatsApp(world);
    await customer.writes("Cancel order 5512 please");
    // No worker ran for an hour and more.
    await world.database.rows(
      "update contact_logs set created_at = created_at - interval '65 minutes', sent_at = sent_at - interval '65 minutes'",
    );
    await world.database.rows("update tasks set created_at = created_at - interval '65 minutes'");
    await customer.writes("Where is my other parcel?");
    await answered(world);
    expect(onTickets(world) + JSON.stringify(world.model.asked)).toContain("5512");
  },
);

test("an agent who answers while the model thinks has the last word", async ({ world }) => {
  world.zendesk.connectWebhook();
  const customer = patient(world);
  world.model.says.push(
    { tool: "open_ticket", input: { subject: "Kettle", summary: "Broken." } },
    { text: "Done." },
  );
  await customer.writes("My kettle is broken");
  world.model.says.push({ text: "Throw it away, we never replace kettles." });
  let agent: Promise<unknown> | undefined;
  const { promise, resolve } = Promise.withResolvers<void>();
  const query = world.deps.db.query.bind(world.deps.db);
  world.deps.db.query = (async (statement: never) => {
    // The model's answer is about to be stored: an agent answers first, and that goes out.
    if (!agent && JSON.stringify(statement).includes("settled_at = now()")) {
      const other = await world.anotherInstance();
      world.deliver.targetOrigin = other.origin;
      world.zendesk.answer(lastTicket(world).id, { html: "<p>We send you a new one.</p>" });
      agent = (async () => {
        await world.zendesk.rung();
        await other.deps.drain();
      })();
      await agent;
      resolve();
    }
    return query(statement);
  }) as never;
  await customer.writes("What now?");
  await promise;
  await settled(world);
  const heard = customer.heard();
  expect(heard.at(-1)).toBe("We send you a new one.");
});

test("a STATUS within a burst does not make a first question a question asked again", async ({ world }) => {
  world.model.says.push({ text: "It is on its way to you." });
  const customer = CUSTOMERS.WhatsApp(world);
  await customer.writes("Where is my parcel number one?");
  await customer.writes("STATUS");
  await answered(world);
  expect(await turns(world)).toMatchObject([{ outcome: "answered", progressed: true }]);
});
