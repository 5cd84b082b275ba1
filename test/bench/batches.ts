import { randomBytes, randomInt } from "node:crypto";
import pg from "pg";
import { newId } from "../../lib/db/new-id.ts";
import { newWamid } from "../sandbox/meta/message.ts";
import { signMeta } from "../sandbox/meta/signature.ts";
import { createClient, median } from "./load.ts";
import { APP_SECRET, PHONE_NUMBER_ID, roundTripsOf, startBenchServer } from "./start-server.ts";

const ROUNDS = 30;
const WARM_UP = 5;

/** What Meta puts into one POST at most, and how many times its floor it may take. */
const MIXES = {
  "1,000 messages by 1,000 people": { messages: 1_000, statuses: 0, goal: 4 },
  "1,000 statuses of known messages": { messages: 0, statuses: 1_000, goal: 2.5 },
  "500 messages and 500 statuses": { messages: 500, statuses: 500, goal: 4 },
};
type Mix = { messages: number; statuses: number; goal: number };

/** However fast the floor is. */
const GOAL_MS = 200;

/** How long 1,000 updates in one POST take, against parsing them and inserting them with one statement. */
export async function measureBatches(): Promise<string[]> {
  const { origin, databaseUrl, stop } = await startBenchServer({ isLean: true });
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const lines: string[] = [];
    for (const [name, mix] of Object.entries(MIXES)) lines.push(await measure(name, mix, origin, database));
    return lines;
  } finally {
    await database.end();
    await stop();
  }
}

/** The floor and the webhook in turn, each with updates that nobody has seen. */
async function measure(name: string, mix: Mix, origin: string, database: pg.Client): Promise<string> {
  const { post, close } = createClient(1);
  const taken: { floor: number[]; webhook: number[] } = { floor: [], webhook: [] };
  let roundTrips = 0;
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    // A database that is not new knows what is in it; one that is plans as if its tables were empty.
    if (round === WARM_UP) await database.query("analyze");
    for (const [kind, path] of [
      ["floor", "/floor/batch"],
      ["webhook", "/api/meta/webhook"],
    ] as const) {
      const body = JSON.stringify(await webhookOf(mix, database));
      const headers = {
        "content-type": "application/json",
        "x-hub-signature-256": signMeta(APP_SECRET, Buffer.from(body)),
      };
      const before = await roundTripsOf(origin);
      const ms = await post(`${origin}${path}`, body, headers);
      if (round < WARM_UP) continue;
      taken[kind].push(ms);
      roundTrips += (await roundTripsOf(origin)) - before;
    }
  }
  close();
  const [floor, webhook] = [median(taken.floor), median(taken.webhook)];
  // Round by round, so that a slow moment is in both.
  const times = median(taken.webhook.map((ms, round) => ms / (taken.floor[round] ?? Number.NaN)));
  const said =
    `${name} in one POST: ${webhook.toFixed(0)} ms (goal ${GOAL_MS}), ${times.toFixed(2)} times the floor of ` +
    `${floor.toFixed(0)} ms (goal ${mix.goal}), round trips: ${roundTrips / ROUNDS}`;
  return webhook <= GOAL_MS && times <= mix.goal ? said : `missed: ${said}`;
}

async function webhookOf({ messages, statuses }: Mix, database: pg.Client): Promise<object> {
  const people = Array.from({ length: messages }, newPerson);
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "15550783881", phone_number_id: PHONE_NUMBER_ID },
    ...(messages > 0 && { contacts: people, messages: people.map(messageOf) }),
    ...(statuses > 0 && { statuses: (await sendMessages(statuses, database)).map(statusOf) }),
  };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: "102290129340398", changes: [{ value, field: "messages" }] }],
  };
}

type Person = { profile: { name: string }; wa_id: string; user_id: string };

function newPerson(): Person {
  // As long as numbers in North America are: one that no plan knows takes six times as long to read.
  const wa_id = `1${randomInt(2e9, 1e10)}`;
  return { profile: { name: "Ada Lovelace" }, wa_id, user_id: `US.${randomBytes(10).toString("hex")}` };
}

function messageOf({ wa_id, user_id }: Person): object {
  return {
    from: wa_id,
    from_user_id: user_id,
    id: newWamid(),
    timestamp: now(),
    type: "text",
    text: { body: "My card was charged twice, and nobody answers the phone" },
  };
}

type Sent = { logId: string; wamid: string };

/** Messages that we have sent and that Meta has accepted. */
async function sendMessages(count: number, database: pg.Client): Promise<Sent[]> {
  const sent = Array.from({ length: count }, () => ({ logId: newId(), wamid: newWamid() }));
  await database.query(
    `insert into contact_logs (id, direction, provider, channel, external_message_id, kind, body, status, handed_over_at)
     select id, 'outbound', 'meta', 'whatsapp', wamid, 'text', 'We will get back to you soon', 'accepted', now()
     from unnest($1::uuid[], $2::text[]) as sent(id, wamid)`,
    [sent.map(({ logId }) => logId), sent.map(({ wamid }) => wamid)],
  );
  return sent;
}

function statusOf({ logId, wamid }: Sent): object {
  return {
    id: wamid,
    status: "delivered",
    timestamp: now(),
    recipient_id: "14155550100",
    biz_opaque_callback_data: logId,
    conversation: { id: randomBytes(16).toString("hex"), origin: { type: "service" } },
    pricing: { billable: true, pricing_model: "PMP", category: "service" },
  };
}

function now(): string {
  return String(Math.floor(Date.now() / 1000));
}
