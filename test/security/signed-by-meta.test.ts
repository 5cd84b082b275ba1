import { createHmac } from "node:crypto";
import { expect } from "vitest";
import { test } from "../support/shared-world.ts";
import { createWorld, type World } from "../support/world.ts";

/** What test/behaviour/meta-webhook.test.ts leaves out: other headers, other spellings, the same JSON in other bytes, replays. */
const PATH = "/api/meta/webhook";

const message = (world: World, id: string) =>
  JSON.stringify(
    world.meta.envelope({
      messaging_product: "whatsapp",
      metadata: { display_phone_number: "15550100100", phone_number_id: world.env.WHATSAPP_PHONE_NUMBER_ID },
      contacts: [{ wa_id: "14155550188", profile: { name: "Zoë" } }],
      messages: [
        { id, from: "14155550188", timestamp: "1790000000", type: "text", text: { body: "Grüße an / alle" } },
      ],
    }),
  );

/** Posts these bytes with these headers and none besides. */
const post = (
  world: World,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> | [string, string][],
) =>
  fetch(world.origin + PATH, {
    method: "POST",
    headers: [
      ["content-type", "application/json"],
      ...(Array.isArray(headers) ? headers : Object.entries(headers)),
    ],
    body,
  });

const hmac = (algorithm: string, secret: string, body: string) =>
  createHmac(algorithm, secret).update(body).digest("hex");

const HEADER = "x-hub-signature-256";
type Forgery = (world: World, body: string, right: string) => Promise<Response>;

test.for<[string, Forgery]>([
  [
    "the older header with SHA-1 alone",
    (w, body) =>
      post(w, body, { "x-hub-signature": `sha1=${hmac("sha1", w.env.WHATSAPP_WEBHOOK_SECRET ?? "", body)}` }),
  ],
  [
    "SHA-1 under the newer header",
    (w, body) =>
      post(w, body, { [HEADER]: `sha1=${hmac("sha1", w.env.WHATSAPP_WEBHOOK_SECRET ?? "", body)}` }),
  ],
  ["the right one under the older header", (w, body, right) => post(w, body, { "x-hub-signature": right })],
  ["the right one without its prefix", (w, body, right) => post(w, body, { [HEADER]: right.slice(7) })],
  [
    "the right one in base64",
    (w, body, right) =>
      post(w, body, { [HEADER]: `sha256=${Buffer.from(right.slice(7), "hex").toString("base64")}` }),
  ],
  ["the right one cut short by a byte", (w, body, right) => post(w, body, { [HEADER]: right.slice(0, -2) })],
  ["the right one with a byte more", (w, body, right) => post(w, body, { [HEADER]: `${right}00` })],
  [
    "two headers, a wrong and the right one",
    (w, body, right) =>
      post(w, body, [
        [HEADER, `sha256=${"0".repeat(64)}`],
        [HEADER, right],
      ]),
  ],
  [
    "the right one twice",
    (w, body, right) =>
      post(w, body, [
        [HEADER, right],
        [HEADER, right],
      ]),
  ],
  [
    "a signature by the empty key",
    (w, body) => post(w, body, { [HEADER]: `sha256=${hmac("sha256", "", body)}` }),
  ],
  [
    "a signature by the verify token",
    (w, body) =>
      post(w, body, { [HEADER]: `sha256=${hmac("sha256", w.env.WHATSAPP_VERIFY_TOKEN ?? "", body)}` }),
  ],
  [
    "the same JSON with its slashes escaped",
    (w, body, right) => post(w, body.replaceAll("/", "\\/"), { [HEADER]: right }),
  ],
  [
    "the same JSON in ASCII",
    (w, body, right) =>
      post(
        w,
        body.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
        { [HEADER]: right },
      ),
  ],
  [
    "the same JSON, indented",
    (w, body, right) => post(w, JSON.stringify(JSON.parse(body), null, 2), { [HEADER]: right }),
  ],
  [
    "the same text in Latin-1",
    (w, body, right) => post(w, new Uint8Array(Buffer.from(body, "latin1")), { [HEADER]: right }),
  ],
  [
    "the same bytes after a byte order mark",
    (w, body, right) => post(w, `\ufeff${body}`, { [HEADER]: right }),
  ],
])("%s is refused with 401, and leaves nothing", async ([, forge], { shared }) => {
  const body = message(shared, "wamid.forged");
  expect((await forge(shared, body, shared.meta.sign(body))).status).toBe(401);
  expect(await shared.logs()).toEqual([]);
});

test("hex is hex in capitals as well: the same signature, spelled otherwise", async ({ world }) => {
  const body = message(world, "wamid.capitals");
  const signature = `sha256=${world.meta.sign(body).slice(7).toUpperCase()}`;
  expect((await post(world, body, { [HEADER]: signature })).status).toBe(200);
});

test("a signed webhook that is played again, ten at once, is one message and one ticket", async ({
  world,
}) => {
  const body = message(world, "wamid.again");
  const answers = await Promise.all(Array.from({ length: 10 }, () => world.meta.post(body)));
  answers.push(await world.meta.post(body));
  expect(answers.map(({ status }) => status)).toEqual(Array(11).fill(200));
  await world.settle();
  expect(await world.logs("inbound")).toHaveLength(1);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test.for(["", " "])(
  "where the app secret is '%s', a signature by that very key opens nothing",
  async (secret) => {
    const world = await createWorld({ env: { WHATSAPP_WEBHOOK_SECRET: secret } });
    const body = message(world, "wamid.empty");
    const answer = await post(world, body, { [HEADER]: `sha256=${hmac("sha256", secret, body)}` });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("WHATSAPP_WEBHOOK_SECRET");
    expect(await world.logs()).toEqual([]);
    await world.close();
  },
);
