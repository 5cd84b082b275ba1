import { expect } from "vitest";
import { CUSTOMERS, type Customer, remind, unacknowledged } from "../support/customers.ts";
import { call, fastWorld, test } from "../support/messages-api.ts";
import { REPLIES } from "../support/replies.ts";
import { settled } from "../support/two-way.ts";
import type { World } from "../support/world.ts";

const ELSEWHERE = {
  "on WhatsApp": "This can only be answered where we asked you: on WhatsApp, in the chat with our question.",
  "by SMS": "This can only be answered where we asked you: by SMS, in the chat with our question.",
};

/** Asks for a decision by the API, by the way on which the customer is. */
async function askByApi(world: World, { phone, provider, channel }: Customer, reference = "A-123") {
  const asked = { to: phone, body: `Write APPROVE ${reference}`, provider, channel, approval: { reference } };
  expect((await call(world, asked)).json).toMatchObject({ accepted: 1 });
  await settled(world);
}

const decisions = async (world: World) =>
  (await world.database.rows<{ decision: string | null }>("select decision from approvals order by id")).map(
    ({ decision }) => decision,
  );

test.for([
  ["WhatsApp", ["SMS", "Meta's WhatsApp"], "on WhatsApp"],
  ["Meta's WhatsApp", ["SMS", "WhatsApp"], "on WhatsApp"],
  ["SMS", ["WhatsApp", "Meta's WhatsApp"], "by SMS"],
] as const)(
  "what was asked on %s is decided there, and from %j nothing but where",
  async ([asked, others, where], { world }) => {
    const there = CUSTOMERS[asked](world);
    await there.writes("hi");
    await askByApi(world, there);
    for (const other of others) {
      const elsewhere = CUSTOMERS[other](world);
      for (const text of ["APPROVE a-123", "REJECT A-123"]) {
        await elsewhere.writes(text);
        expect(elsewhere.heard().at(-1)).toBe(ELSEWHERE[where]);
      }
      await elsewhere.presses("command:approve:A-123", "Yes");
    }
    expect(await decisions(world)).toEqual([null]);
    await there.writes("APPROVE A-123");
    expect(there.heard().at(-1)).toBe(REPLIES.decided("A-123", "approved"));
    expect(await decisions(world)).toEqual(["approved"]);
    // How it was decided is told there alone, too.
    const elsewhere = CUSTOMERS[others[0]](world);
    await elsewhere.writes("APPROVE A-123");
    expect(elsewhere.heard().at(-1)).toBe(ELSEWHERE[where]);
  },
);

test("to another line of ours than the one that asked, nothing is decided", async ({ world }) => {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("hi");
  await askByApi(world, ana);
  const From = `whatsapp:${ana.phone}`;
  await world.twilio.receive({ From, To: "whatsapp:+14155238000", Body: "APPROVE A-123" });
  await settled(world);
  expect(ana.heard().at(-1)).toBe(ELSEWHERE["on WhatsApp"]);
  expect(await decisions(world)).toEqual([null]);
  await ana.writes("APPROVE A-123");
  expect(await decisions(world)).toEqual(["approved"]);
});

test("what a Messaging Service asked is decided by any of its numbers, on its channel", async () => {
  const world = await fastWorld({
    TWILIO_MESSAGING_SERVICE_SID: `MG${"5".repeat(32)}`,
    TWILIO_PHONE_NUMBER: undefined,
    TWILIO_WHATSAPP_NUMBER: undefined,
  });
  try {
    const [ana, onSms] = [CUSTOMERS.WhatsApp(world), CUSTOMERS.SMS(world)];
    await ana.writes("hi");
    await askByApi(world, ana);
    await onSms.writes("APPROVE A-123");
    expect(await decisions(world)).toEqual([null]);
    await ana.writes("APPROVE A-123");
    expect(await decisions(world)).toEqual(["approved"]);
  } finally {
    await world.close();
  }
});

test.for([
  ["SMS", null],
  ["WhatsApp", "approved"],
  ["Meta's WhatsApp", "approved"],
] as const)(
  "what an earlier version asked, nobody knows where, %s decides: %s",
  async ([channel, decision], { world }) => {
    const ana = CUSTOMERS[channel](world);
    await ana.writes("hi");
    await askByApi(world, CUSTOMERS.SMS(world));
    await world.database.rows("update approvals set provider = null, channel = null, sender = null");
    await ana.writes("APPROVE A-123");
    expect(await decisions(world)).toEqual([decision]);
  },
);

test("an SMS in place of a question on WhatsApp does not let SMS decide it", async () => {
  const world = await fastWorld({ FALLBACK_SMS: "true" });
  try {
    const [ana, onSms] = [CUSTOMERS.WhatsApp(world), CUSTOMERS.SMS(world)];
    await ana.writes("hi");
    await askByApi(world, ana);
    await world.twilio.status(world.twilio.sent.at(-1)?.sid ?? "", "failed", { ErrorCode: "63024" });
    await settled(world);
    expect(onSms.heard()).toEqual(["Write APPROVE A-123"]);
    await onSms.writes("APPROVE A-123");
    expect(onSms.heard().at(-1)).toBe(ELSEWHERE["on WhatsApp"]);
    expect(await decisions(world)).toEqual([null]);
  } finally {
    await world.close();
  }
});

test.for([
  ["WhatsApp", "SMS", "on WhatsApp"],
  ["Meta's WhatsApp", "WhatsApp", "on WhatsApp"],
  ["SMS", "WhatsApp", "by SMS"],
] as const)(
  "reminded on %s, nobody acknowledges it on %s, and hears where to",
  async ([reminded, other, where], { world }) => {
    const [there, elsewhere] = [CUSTOMERS[reminded](world), CUSTOMERS[other](world)];
    await there.writes("hi");
    const id = await remind(world, there, "Your inspection is on Monday");
    await elsewhere.writes("ACK");
    await elsewhere.writes("ACK", id);
    expect(elsewhere.heard().at(-1)).toBe(
      `There is no reminder to acknowledge here. We reminded you ${where}: please write ACK there.`,
    );
    expect(await unacknowledged(world)).toHaveLength(1);
    await remind(world, elsewhere, "Bring your passport");
    await elsewhere.writes("ACK");
    expect(await unacknowledged(world)).toEqual(["Your inspection is on Monday"]);
    await there.writes("ACK");
    expect(await unacknowledged(world)).toEqual([]);
  },
);

test("PENDING lists what can be done where it is written, and says where more waits", async ({ world }) => {
  const [ana, onSms] = [CUSTOMERS.WhatsApp(world), CUSTOMERS.SMS(world)];
  await ana.writes("hi");
  await askByApi(world, ana, "A-1");
  await askByApi(world, onSms, "B-2");
  await remind(world, ana, "Your inspection is on Monday");
  await ana.writes("PENDING");
  expect(ana.heard().at(-1)).toBe(
    REPLIES.pending({
      tickets: [],
      reminders: ["Your inspection is on Monday"],
      approvals: ["A-1"],
      elsewhere: ["sms"],
    }),
  );
  await onSms.writes("PENDING");
  expect(onSms.heard().at(-1)?.split("\n")).toEqual([
    "Approval B-2: write APPROVE B-2 or REJECT B-2.",
    "More waits for you on WhatsApp, in the chat where we asked: write PENDING there.",
  ]);
});
