import { expect } from "vitest";
import { ask, CUSTOMERS, remind, unacknowledged } from "../support/customers.ts";
import { doomedInstance, endLeasesAndSettle, storeWithoutWork } from "../support/doomed-instance.ts";
import { REPLIES } from "../support/replies.ts";
import { sleepingInstance } from "../support/sleeping-instance.ts";
import { lastTicket, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

test("STATUS says of each ticket how it is getting on, as Zendesk told us, the newest first", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const ana = CUSTOMERS.WhatsApp(world);
  const write = async (text: string) => {
    await ana.writes(text);
    return lastTicket(world).id;
  };
  const closed = await write("My card was charged twice");
  world.zendesk.close(closed);
  await settled(world);
  const solved = await write("My parcel is late");
  await ana.writes("STATUS");
  world.zendesk.solve(solved);
  await settled(world);
  await ana.writes("STATUS");
  world.zendesk.setPending(solved);
  await settled(world);
  await ana.writes("STATUS");
  const answers = ana.heard().filter((text) => text.startsWith("Your tickets"));
  expect(answers.map((text) => text.split("\n").slice(1))).toEqual(
    ["we have it, and will look at it soon", "solved", "it waits for your answer"].map((words) => [
      `#${solved} 'My parcel is late': ${words}`,
      `#${closed} 'My card was charged twice': closed`,
    ]),
  );
});

test("STATUS and PENDING know every status of Zendesk's, and no ticket that was deleted", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("My card was charged twice");
  const { id } = lastTicket(world);
  const line = (words: string) => `Your tickets:\n#${id} 'My card was charged twice': ${words}`;
  for (const [status, words] of [
    ["open", "we are working on it"],
    ["hold", "we wait for somebody else"],
    ["pending", "it waits for your answer"],
    ["solved", "solved"],
  ] as const) {
    await world.later(60);
    world.zendesk.answer(id, { text: "To ourselves", public: false, status });
    await settled(world);
    await ana.writes("STATUS");
    expect(ana.heard().at(-1)).toBe(line(words));
    await ana.writes("PENDING");
    expect(ana.heard().at(-1)).toMatch(status === "pending" ? `#${id}` : "Nothing waits");
  }
  await world.database.rows("update tickets set status = 'deleted'");
  await ana.writes("STATUS");
  expect(ana.heard().at(-1)).toBe(REPLIES.status([]));
});

test("another customer's tickets, reminders and approvals are nobody else's business", async ({ world }) => {
  const ana = CUSTOMERS.WhatsApp(world);
  const ben = CUSTOMERS.WhatsApp(world, "+14155550101");
  await ana.writes("My card was charged twice");
  await remind(world, ana, "Your inspection is on Monday");
  await ask(world, ana, "A-1", null);
  for (const text of ["STATUS", "PENDING", "ACK"]) await ben.writes(text);
  expect(ben.heard()).toEqual([
    REPLIES.status([]),
    REPLIES.pending({ tickets: [], reminders: [], approvals: [], elsewhere: [] }),
    REPLIES.nothingToAcknowledge,
  ]);
  expect(await unacknowledged(world)).toHaveLength(1);
});

test("PENDING lists tickets that wait for an answer, open reminders and open approvals, and nothing else", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const ana = CUSTOMERS["Meta's WhatsApp"](world);
  await ana.writes("My card was charged twice");
  await ana.writes("PENDING");
  const { id } = lastTicket(world);
  world.zendesk.setPending(id);
  await settled(world);
  await remind(world, ana, "Your inspection is on Monday");
  await remind(world, ana, "This one never arrived");
  await world.database.rows("update contact_logs set status = 'failed' where body like 'This one%'");
  await ask(world, ana, "A-1", null);
  await ask(world, ana, "A-2", null);
  await ana.writes("REJECT A-2");
  await ana.writes("PENDING");
  world.zendesk.reopen(id);
  await settled(world);
  await ana.writes("ACK");
  await ana.writes("APPROVE A-1");
  await world.later(60);
  await ana.writes("PENDING");
  expect(ana.heard().filter((text) => /wait|Reminder/.test(text))).toEqual([
    "Nothing waits for you.",
    [
      `Ticket #${id} 'My card was charged twice' waits for your answer: write it here.`,
      "Reminder 'Your inspection is on Monday': write ACK to acknowledge it.",
      "Approval A-1: write APPROVE A-1 or REJECT A-1.",
    ].join("\n"),
    "Nothing waits for you.",
  ]);
});

test("PENDING fits a message of Twilio's however much waits", async ({ world }) => {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("My card was charged twice");
  for (let n = 0; n < 6; n += 1) {
    await remind(world, ana, `Reminder number ${n} ${"of a long story ".repeat(20)}`);
    await ask(world, ana, `INVOICE-${n}-${"9".repeat(52)}`, null);
  }
  await ana.writes("PENDING");
  expect(ana.heard().at(-1)).toContain("Approval INVOICE-5-");
});

test("ACK acknowledges the latest reminder, and once more the one before", async ({ world }) => {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("hi");
  await remind(world, ana, "Your inspection is on Monday");
  await remind(world, ana, "Bring your passport");
  await ana.writes("ACK");
  expect(await unacknowledged(world)).toEqual(["Your inspection is on Monday"]);
  await ana.writes("ack");
  await ana.writes("ack");
  expect(await unacknowledged(world)).toEqual([]);
  expect(ana.heard().slice(1)).toEqual([
    "Thank you, noted: 'Bring your passport'",
    "Thank you, noted: 'Your inspection is on Monday'",
    REPLIES.nothingToAcknowledge,
  ]);
});

test.for(["WhatsApp", "Meta's WhatsApp"] as const)(
  "on %s ACK acknowledges the reminder that it quotes, and pressed again no other one",
  async (channel, { world }) => {
    const ana = CUSTOMERS[channel](world);
    await ana.writes("hi");
    const first = await remind(world, ana, "Your inspection is on Monday");
    await remind(world, ana, "Bring your passport");
    await ana.presses("command:ack", "Noted", first);
    await ana.presses("command:ack", "Noted", first);
    expect(await unacknowledged(world)).toEqual(["Bring your passport"]);
    expect(new Set(ana.heard().slice(1))).toEqual(
      new Set(["Thank you, noted: 'Your inspection is on Monday'"]),
    );
    await ana.writes("ack", "a-message-that-is-no-reminder");
    expect(await unacknowledged(world)).toEqual([]);
  },
);

test("killed before each single step, ACK acknowledges one reminder, the one that it names, though another follows", {
  timeout: 180_000,
}, async ({ world }) => {
  let survived = false;
  for (let step = 1; step <= 30 && !survived; step += 1) {
    const ana = CUSTOMERS.WhatsApp(world, `+1415555${4000 + step}`);
    await ana.writes("hi");
    for (const body of ["First", "Second"]) await remind(world, ana, `${body} of ${step}`);
    await storeWithoutWork(world, `whatsapp:${ana.phone}`, "ACK", []);
    const doomed = doomedInstance(world, step, "before");
    await doomed.deps.drain().catch(() => {});
    survived = !doomed.died();
    await doomed.close();
    await remind(world, ana, `Third of ${step}`);
    await endLeasesAndSettle(world);
    expect(ana.heard().slice(1), `step ${step}`).toEqual([`Thank you, noted: 'Second of ${step}'`]);
    const left = (await unacknowledged(world)).filter((body) => body.endsWith(` of ${step}`));
    expect(left, `step ${step}`).toEqual([`First of ${step}`, `Third of ${step}`]);
  }
  expect(survived).toBe(true);
});

test("frozen before any single step and woken when another instance took its work, ACK acknowledges one reminder", {
  timeout: 180_000,
}, async ({ world }) => {
  let neverSlept = false;
  for (let step = 1; step <= 30 && !neverSlept; step += 1) {
    const ana = CUSTOMERS.WhatsApp(world, `+1415555${4000 + step}`);
    await ana.writes("hi");
    for (const body of ["First", "Second"]) await remind(world, ana, `${body} of ${step}`);
    await storeWithoutWork(world, `whatsapp:${ana.phone}`, "ACK", []);
    const sleeper = sleepingInstance(world, step);
    const drained = sleeper.deps.drain();
    neverSlept = (await Promise.race([sleeper.asleep, drained])) !== "asleep";
    await endLeasesAndSettle(world);
    sleeper.wake();
    await drained;
    await sleeper.close();
    expect(ana.heard().slice(1), `step ${step}`).toEqual([`Thank you, noted: 'Second of ${step}'`]);
    const left = (await unacknowledged(world)).filter((body) => body.endsWith(` of ${step}`));
    expect(left, `step ${step}`).toEqual([`First of ${step}`]);
  }
  expect(neverSlept).toBe(true);
});
