import { describe, expect } from "vitest";
import { newId } from "../../lib/db/new-id.ts";
import { countForGood } from "../../lib/db/stats/hourly-counts.ts";
import { CAUSE_OF, CAUSES } from "../../lib/domain/billing/purposes.ts";
import { visit } from "../support/console.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { answeredTicket } from "../support/delivery.ts";
import { CONTENT_SID, call, fastWorld } from "../support/messages-api.ts";
import { countsAge, statsOf } from "../support/stats.ts";
import { cronCalls } from "../support/templates.ts";
import { settled } from "../support/two-way.ts";
import { test, testIn, type World } from "../support/world.ts";

const PRICES = {
  currency: "EUR",
  US: { service: 0.1, utility: 0.2, sms: 0.0079 },
  BR: { service: 0.005 },
  "*": { service: 1, marketing: 2.5 },
};
const priced = testIn(() =>
  fastWorld({ MESSAGE_PRICES: JSON.stringify(PRICES), CRON_SECRET: "a-cron-secret-for-tests" }),
);

const SERVICE = { billable: true, pricing_model: "PMP", category: "service", type: "regular" };

/** Meta bills a message of the newest ticket, and what Twilio carried it does not tell of. */
async function aDayOfMessages(world: World): Promise<void> {
  await answeredTicket(world, "meta");
  const [confirmation, answer] = world.meta.sent;
  await world.meta.status(confirmation?.id ?? "", "delivered", { pricing: SERVICE });
  await world.meta.status(answer?.id ?? "", "read", { pricing: { ...SERVICE, category: "utility" } });
  const bea = CUSTOMERS.WhatsApp(world, "+5511987654321");
  await bea.writes("My parcel is late");
  await bea.writes("STATUS");
  const bySms = CUSTOMERS.SMS(world, "+14165550100");
  await bySms.writes("good day");
  world.twilio.contents.push({
    sid: CONTENT_SID,
    types: { "twilio/text": { body: "It is late." } },
    approval: { status: "approved", category: "MARKETING" },
  });
  await cronCalls(world);
  for (const to of [bea.phone, "+4915112345678"])
    expect((await call(world, { to, contentSid: CONTENT_SID, provider: "twilio" })).json).toMatchObject({
      accepted: 1,
    });
  await settled(world);
  // The daily call counted the hour.
  await countsAge(world, 5);
}

const numbersGone = (caused: Awaited<ReturnType<typeof statsOf>>["caused"]) =>
  caused.map(({ number, count, ...one }) => {
    expect(number).toMatch(/^\+?\d{8,}$|^MG/);
    return [Object.values(one).join(" "), count];
  });

describe("with MESSAGE_PRICES", () => {
  const test = priced;

  test("statistics say what was billed for what, and what that cost, in all and a ticket", async ({
    world,
  }) => {
    await aDayOfMessages(world);
    const { caused, costs } = await statsOf(world);
    expect(Object.fromEntries(numbersGone(caused))).toEqual({
      "meta confirmation US service false": 1,
      "meta agent US utility false": 1,
      "twilio confirmation BR service true": 1,
      "twilio command BR service true": 1,
      "twilio other CA sms true": 1,
      "twilio bulk BR marketing true": 1,
      "twilio bulk DE marketing true": 1,
    });
    expect(costs).toEqual({
      currency: "EUR",
      total: "5.31",
      byCause: { confirmation: "0.105", agent: "0.2", command: "0.005", bulk: "5" },
      tickets: 2,
      aTicket: "2.655",
      withoutPrice: 1,
    });
  });

  test("the overview shows it, rounded to the currency, and says what has no price", async ({ world }) => {
    await aDayOfMessages(world);
    const html = await (await visit(world, "?range=today")).text();
    const text = html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    expect(text).toContain("€5.31 in all, €2.655 a ticket (2 tickets were opened)");
    expect(text).toContain("1 message has no price");
    expect(text).toMatch(/Confirmations 2 €0\.105/);
    expect(text).toContain("our estimate");
  });
});

test("without prices the messages are counted alone", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("My card was charged twice");
  const { caused, costs } = await statsOf(world);
  expect(caused).toMatchObject([{ cause: "confirmation", country: "US", category: "service", count: 1 }]);
  expect(costs).toBeNull();
  const text = (await (await visit(world, "?range=today")).text()).replace(/<[^>]*>/g, " ");
  expect(text).not.toContain("a ticket (");
});

test("each of our sentences is counted as its cause, whatever it is about; an older row's as other", async ({
  world,
}) => {
  await CUSTOMERS.WhatsApp(world).writes("My card was charged twice");
  const purposes = [...Object.keys(CAUSE_OF), ...Object.keys(CAUSE_OF).map((one) => `${one}:1`), null];
  for (const purpose of purposes)
    await world.database.rows(
      `insert into contact_logs (id, contact_id, direction, provider, channel, contact_address, twilio_message_sid, kind, purpose, status)
       select $1::uuid, contact_id, 'outbound', provider, channel, contact_address, 'SM' || $2, 'text', $3, 'sent'
       from contact_logs where direction = 'inbound'`,
      [newId(), String(purpose), purpose],
    );
  await countsAge(world, 5);
  const counts = new Map(
    (await statsOf(world)).caused.filter(({ number }) => number === "").map((one) => [one.cause, one.count]),
  );
  const expected = CAUSES.map((cause) => Object.values(CAUSE_OF).filter((one) => one === cause).length * 2);
  expect(CAUSES.map((cause) => counts.get(cause) ?? 0)).toEqual(
    expected.map((count, n) => count + (CAUSES[n] === "other" ? 1 : 0)),
  );
});

test.for([
  ["an SMS that failed is charged all the same", "sms", "+5511987654321", "failed", null, ["sms", "BR"]],
  ["a WhatsApp message that failed is not", "whatsapp", "whatsapp:+5511987654321", "undelivered", null, null],
  ["one to a user id", "whatsapp", "whatsapp:IN.1349", "sent", null, ["service", "IN"]],
  ["one to nobody's country", "whatsapp", "whatsapp:+9991234567", "sent", null, ["service", ""]],
  [
    "a template that nobody told of",
    "whatsapp",
    "whatsapp:+77012345678",
    "sent",
    { contentSid: "HX1" },
    ["", "KZ"],
  ],
  [
    "a text from before October 2026",
    "whatsapp",
    "whatsapp:+5511987654321",
    "sent",
    null,
    null,
    "2026-09-30 23:59:59Z",
  ],
  [
    "one of October",
    "whatsapp",
    "whatsapp:+5511987654321",
    "sent",
    null,
    ["service", "BR"],
    "2026-10-01 00:00Z",
  ],
] as const)(
  "what Twilio carried: %s",
  async ([, channel, to, status, template, expected, at = null], { world }) => {
    await world.database.rows(
      `with bea as (insert into contacts (id, phone) values ($1, '+5511987654321') returning id)
     insert into contact_logs (id, contact_id, direction, provider, channel, sender, contact_address, twilio_message_sid, kind, template, status, created_at)
     select $2, id, 'outbound', 'twilio', $3, 'whatsapp:+14155238886', $4, 'SM1', 'text', $5::jsonb, $6, coalesce($7::timestamptz, now()) from bea`,
      [
        newId(),
        newId(),
        channel,
        to,
        template && JSON.stringify(template),
        status === "undelivered" ? "failed" : status,
        at,
      ],
    );
    const [{ hour } = { hour: "" }] = await world.database.rows<{ hour: string }>(
      "select date_trunc('hour', created_at, 'UTC') as hour from contact_logs",
    );
    // As before it is deleted, however long ago it was.
    await countForGood((await world.anotherInstance()).deps.db, new Date(hour));
    const rows = await world.database.rows<{ key: string }>(
      "select key from hourly_counts, jsonb_each(caused)",
    );
    expect(rows.map(({ key }) => key)).toEqual(
      expected ? [`other|+14155238886|${expected[1]}|${expected[0]}`] : [],
    );
  },
);
