import { setTimeout as pause } from "node:timers/promises";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import { newSid } from "../sandbox/twilio/message.ts";
import { API_KEY } from "./house.ts";
import { beginWait, type Needed } from "./ledger.ts";
import { until, type World } from "./load.ts";
import type { Bulk, PlannedConversation } from "./plan.ts";

const MOST_TRIES = 60;

/** Another system sends to many at once, and asks again with its key until it is answered. */
export async function sendBulk(world: World, bulk: Bulk): Promise<void> {
  await until(world, bulk.atMs);
  const { ledger } = world;
  const { token, line, to } = bulk;
  const provider = line === "meta" ? "meta" : "twilio";
  const body = {
    to,
    body: `News of the day ${token}`,
    provider,
    channel: line === "sms" ? "sms" : "whatsapp",
  };
  const from = Date.now();
  const answered = await Promise.all(
    (bulk.again === "at-once" ? [0, 0] : bulk.again === "later" ? [0, 1_500] : [0]).map((afterMs) =>
      ask(world, token, JSON.stringify(body), afterMs),
    ),
  );
  const [accepted, again] = answered;
  if (!accepted) return void ledger.violations.push(`${token}: a bulk send was not accepted`);
  if (again && again.batchId !== accepted.batchId)
    ledger.violations.push(`${token}: one key became two batches`);
  const numbers = accepted.messages.map((message) => message.to);
  ledger.bulks.push({
    token,
    batchId: accepted.batchId,
    to: numbers.map((number) => {
      const needs: Needed[] = ["house", provider, `number ${number}`];
      const wait = beginWait(ledger, { for: "bulk -> phone", who: `${token} to ${number}`, needs });
      wait.from = from;
      return { number, wait };
    }),
  });
}

type Answer = { batchId: string; messages: { to: string }[] };

async function ask({ house, ledger }: World, key: string, body: string, afterMs: number) {
  await pause(afterMs);
  ledger.events += 1;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const response = await call(house.upstreams.deliver.send, key, body).catch(() => undefined);
    // What our own API answers with 202.
    if (response?.status === 202) return (await response.json()) as Answer;
    const status = response?.status ?? 0;
    ledger.refusals[status] = (ledger.refusals[status] ?? 0) + 1;
    await pause(1_000);
  }
  return undefined;
}

async function call(send: ((call: Request) => Promise<Response>) | undefined, key: string, body: string) {
  const headers = {
    authorization: `Bearer ${API_KEY}`,
    "content-type": "application/json",
    "idempotency-key": key,
  };
  return send?.(new Request("https://tickline.example/api/messages", { method: "POST", headers, body }));
}

/** A conversation is led at Twilio, whose events come all at once, in no order, and some of them twice. */
export async function converse(
  world: World,
  { atMs, again, name, address }: PlannedConversation,
): Promise<void> {
  await until(world, atMs);
  const { upstreams } = world.house;
  const { conversationSid, tell } = startConversation(upstreams);
  const [participantSid, ...messageSids] = [newSid("MB"), newSid("IM"), newSid("IM")];
  const at = (second: number) => new Date(world.startedAt + atMs + second * 1000).toISOString();
  const events: [string, Record<string, string>][] = [
    ["onConversationAdded", { FriendlyName: name, State: "active", DateCreated: at(0) }],
    [
      "onParticipantAdded",
      {
        ParticipantSid: participantSid,
        "MessagingBinding.Address": address,
        "MessagingBinding.ProxyAddress": upstreams.deliver.phoneNumber,
        "MessagingBinding.Type": "sms",
        DateCreated: at(0),
      },
    ],
    ...messageSids.map((MessageSid, n): [string, Record<string, string>] => [
      "onMessageAdded",
      {
        MessageSid,
        Index: String(n),
        Author: "agent",
        Body: `Word ${n}`,
        Source: "API",
        DateCreated: at(n + 1),
      },
    ]),
    [
      "onConversationStateUpdated",
      { StateFrom: "active", StateTo: "closed", StateUpdated: at(9), Reason: "API" },
    ],
  ];
  const told = await Promise.all(
    events.map(([type, fields]) =>
      world.post.deliver(() => tell(type, fields), { who: `${name} ${type}`, again }),
    ),
  );
  if (told.every((acceptedAt) => acceptedAt !== undefined))
    world.ledger.conversations.push({ conversationSid, participantSid, messageSids });
}
