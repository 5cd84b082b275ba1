import { createHmac } from "node:crypto";
import { expect } from "vitest";
import { LINES, lastTicket, settled } from "../support/two-way.ts";
import { createWorld, test, type World } from "../support/world.ts";

/** What test/behaviour/agent-reply-webhook.test.ts leaves out: times that change places, headers that nobody signed, replays. */
const PATH = "/api/zendesk/agent-reply";
const SIGNATURE = "x-zendesk-webhook-signature";
const TIMESTAMP = "x-zendesk-webhook-signature-timestamp";

const sign = (secret: string, signedText: string) =>
  createHmac("sha256", secret).update(signedText).digest("base64");
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

async function withAnswer(world: World) {
  await LINES.twilio(world).writes("My invoice is wrong");
  const { id } = lastTicket(world);
  world.zendesk.answer(id, { text: "We look into it" });
  return {
    body: JSON.stringify({ ticket_id: String(id), external_id: "", title: "Invoice", status: "Open" }),
  };
}

const post = (world: World, body: string, headers: [string, string][]) =>
  fetch(world.origin + PATH, {
    method: "POST",
    headers: [["content-type", "application/json"], ["x-zendesk-webhook-invocation-id", "01"], ...headers],
    body,
  });

type Forged = { secret: string; body: string; now: string };

test.for<[string, (ring: Forged) => [string, string][]]>([
  [
    "signed at another time than it says",
    ({ secret, body, now }) => [
      [SIGNATURE, sign(secret, minutesAgo(1) + body)],
      [TIMESTAMP, now],
    ],
  ],
  [
    "an old signature under a fresh time",
    ({ secret, body, now }) => [
      [SIGNATURE, sign(secret, minutesAgo(60) + body)],
      [TIMESTAMP, now],
    ],
  ],
  [
    "signed over the body alone",
    ({ secret, body, now }) => [
      [SIGNATURE, sign(secret, body)],
      [TIMESTAMP, now],
    ],
  ],
  [
    "signed over the time alone",
    ({ secret, now }) => [
      [SIGNATURE, sign(secret, now)],
      [TIMESTAMP, now],
    ],
  ],
  [
    "signed over the body before the time",
    ({ secret, body, now }) => [
      [SIGNATURE, sign(secret, body + now)],
      [TIMESTAMP, now],
    ],
  ],
  [
    "signed over a full stop between them, as others do",
    ({ secret, body, now }) => [
      [SIGNATURE, sign(secret, `${now}.${body}`)],
      [TIMESTAMP, now],
    ],
  ],
  [
    "signed by the empty key",
    ({ body, now }) => [
      [SIGNATURE, sign("", now + body)],
      [TIMESTAMP, now],
    ],
  ],
  [
    "signed by the secret's bytes",
    ({ secret, body, now }) => [
      [
        SIGNATURE,
        createHmac("sha256", Buffer.from(secret, "base64"))
          .update(now + body)
          .digest("base64"),
      ],
      [TIMESTAMP, now],
    ],
  ],
  [
    "two times, an old and a fresh one",
    ({ secret, body, now }) => [
      [SIGNATURE, sign(secret, now + body)],
      [TIMESTAMP, minutesAgo(60)],
      [TIMESTAMP, now],
    ],
  ],
  [
    "two signatures, a wrong and the right one",
    ({ secret, body, now }) => [
      [SIGNATURE, sign("another", now + body)],
      [SIGNATURE, sign(secret, now + body)],
      [TIMESTAMP, now],
    ],
  ],
  [
    "the right one in hex",
    ({ secret, body, now }) => [
      [SIGNATURE, Buffer.from(sign(secret, now + body), "base64").toString("hex")],
      [TIMESTAMP, now],
    ],
  ],
  [
    "part of the time moved into the body",
    ({ secret, body, now }) => [
      [SIGNATURE, sign(secret, now + body)],
      [TIMESTAMP, now.slice(0, -1)],
    ],
  ],
])("%s: 401, and nobody is written to", async ([, forge], { world }) => {
  const { body } = await withAnswer(world);
  const ring = { secret: world.env.ZENDESK_WEBHOOK_SECRET ?? "", body, now: new Date().toISOString() };
  const before = world.twilio.sent.length;
  expect((await post(world, body, forge(ring))).status).toBe(401);
  await settled(world);
  expect(world.twilio.sent).toHaveLength(before);
  expect(await world.tasks("relay-comments")).toEqual([]);
});

test("other ids in the headers, which nobody signs, relay an answer once all the same", async ({ world }) => {
  const { body } = await withAnswer(world);
  for (const invocationId of ["01A", "01B", "01C"])
    expect((await world.zendesk.post(body, { invocationId })).status).toBe(200);
  await settled(world);
  expect(LINES.twilio(world).received().slice(1)).toEqual(["We look into it"]);
});

test("a signed ring that is played again, ten at once, sends the answer once", async ({ world }) => {
  const { body } = await withAnswer(world);
  const timestamp = new Date().toISOString();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => world.zendesk.post(body, { timestamp, invocationId: "01X" })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  await settled(world);
  expect(LINES.twilio(world).received().slice(1)).toEqual(["We look into it"]);
});

test.for(["", " "])(
  "where the secret is '%s', a signature by that very key opens nothing",
  async (secret) => {
    const world = await createWorld({ env: { ZENDESK_WEBHOOK_SECRET: secret } });
    const { body } = await withAnswer(world);
    const now = new Date().toISOString();
    const answer = await post(world, body, [
      [SIGNATURE, sign(secret, now + body)],
      [TIMESTAMP, now],
    ]);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("ZENDESK_WEBHOOK_SECRET");
    expect(await world.tasks("relay-comments")).toEqual([]);
    await world.close();
  },
);
