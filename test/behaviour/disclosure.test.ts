import { expect, vi } from "vitest";
import { freePort } from "../support/free-port.ts";
import { test as base, createWorld, PUBLIC_BASE_URL, type World } from "../support/world.ts";

const PHONE = "4155550100";
const TEXT = "My card was charged twice";
const ana = { From: `whatsapp:+1${PHONE}`, ProfileName: "Ana Nymous", Body: TEXT };
const SECRETS = {
  TWILIO_WEBHOOK_SECRET: "second-token-of-twilio",
  ZENDESK_OAUTH_CLIENT_SECRET: "secret-of-zendesk",
  CRON_SECRET: "secret-of-cron-calls",
};

type Line = Record<string, unknown>;
type Printed = { lines: string[]; parsed(): Line[] };
type WorldWith = (env?: Record<string, string | undefined>) => Promise<World & Printed>;

/** Worlds that print their log, which is read as an operator reads it: every line of the process. */
const test = base.extend<{ worldWith: WorldWith }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  worldWith: async ({}, use) => {
    const lines: string[] = [];
    const print = (...parts: unknown[]) => void lines.push(parts.map(String).join(" "));
    const spies = (["log", "info", "warn", "error", "debug"] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(print),
    );
    const worlds: (World & { close(): Promise<void> })[] = [];
    await use(async (env = {}) => {
      const world = await createWorld({ env: { ...SECRETS, ...env }, deps: { log: undefined } });
      worlds.push(world);
      return Object.assign(world, { lines, parsed: () => lines.map((line): Line => JSON.parse(line)) });
    });
    for (const world of worlds) await world.close();
    for (const spy of spies) spy.mockRestore();
  },
});

/** The words that are the customer's own, those that open doors, and those that help nobody but an attacker. */
function expectDiscreet(world: World, text: string) {
  const url = `${PUBLIC_BASE_URL}/api/twilio/whatsapp`;
  const signatures = world.twilio.messages.map(({ form }) => world.twilio.sign(url, form));
  const { authToken } = world.twilio;
  for (const word of [PHONE, TEXT, ana.ProfileName, authToken, ...Object.values(SECRETS), ...signatures])
    expect(text).not.toContain(word);
  expect(text).not.toMatch(/postgres(ql)?:\/\/|insert into|select |contact_logs|Basic [\w+/]{8}/i);
}

test("a day's work leaves one JSON line a request and a task, without a number, a name or a word of the text", async ({
  worldWith,
}) => {
  const world = await worldWith();
  await world.twilio.receive(ana);
  await world.settle();
  await world.twilio.receiveMedia(ana, [{ contentType: "text/html", bytes: Buffer.from(TEXT) }]);
  await world.settle();
  await world.twilio.status(world.twilio.sent[0]?.sid ?? "", "delivered");
  const lines = world.parsed();
  const requests = lines.filter(({ route }) => route !== undefined);
  const tasks = lines.filter(({ task }) => task !== undefined);
  expect(requests.map(({ status, outcome }) => [status, outcome])).toEqual([
    [200, "stored"],
    [200, "stored"],
    [204, "applied"],
  ]);
  expect(tasks.map(({ task }) => task)).toEqual([
    "answer-message",
    "file-message",
    "deliver-message",
    "answer-message",
    "file-message",
  ]);
  expect(lines).toHaveLength(requests.length + tasks.length);
  for (const line of lines) {
    expect(line).toMatchObject({ level: "info", message: expect.any(String), ms: expect.any(Number) });
    expect(line.requestId ?? line.id).toEqual(expect.any(String));
  }
  expect(requests[0]?.message).toMatch(/^Twilio inbound webhook: SID=SM[0-9a-f]{32}, From=…0100, stored$/);
  expectDiscreet(world, world.lines.join("\n"));
});

test("what upstreams say about a number or a text when they refuse it stays out of the log", async ({
  worldWith,
}) => {
  const world = await worldWith();
  const description = `Phone +1${PHONE} is invalid for Ana Nymous: ${TEXT}`;
  const isTicket = ({ path }: { path: string }) => path.includes("/tickets");
  world.fail("zendesk", { status: 422, body: { error: "RecordInvalid", description } }, { when: isTicket });
  const message = `The 'To' number +1${PHONE} is not valid: ${TEXT}`;
  world.fail("twilio", { status: 400, body: { code: 21211, message, status: 400 } });
  await world.twilio.receive(ana);
  await world.settle();
  const dead = await world.tasks("file-message");
  expect(dead[0]?.last_error).toContain(description); // For the operator who looks into the database.
  expect(await world.logs("outbound")).toMatchObject([{ status: "failed", error_code: "21211" }]);
  expect(world.parsed().map(({ outcome }) => outcome)).toContain("dead");
  expectDiscreet(world, world.lines.join("\n"));
});

test.for<[string, (world: World) => Promise<Response>, number]>([
  [
    "a wrong signature",
    async (world) => (await world.twilio.receive(ana, { signature: "wrong" })).response,
    403,
  ],
  [
    "another account",
    async (world) => (await world.twilio.receive({ ...ana, AccountSid: `AC${"9".repeat(32)}` })).response,
    403,
  ],
  [
    "a malformed sender",
    async (world) => (await world.twilio.receive({ ...ana, NumMedia: `${PHONE}x` })).response,
    400,
  ],
  [
    "a repeated text",
    async (world) => (await world.twilio.receive({ ...ana, Body: [TEXT, ""] })).response,
    400,
  ],
  [
    "a text that is too long",
    async (world) => (await world.twilio.receive({ ...ana, Body: TEXT.repeat(6_000) })).response,
    413,
  ],
  [
    "a database that is away",
    async (world) => {
      const DATABASE_URL = `postgres://tickline:${SECRETS.CRON_SECRET}@127.0.0.1:${await freePort()}/gone`;
      const { origin } = await world.anotherInstance({ env: { DATABASE_URL } });
      world.deliver.targetOrigin = origin;
      return (await world.twilio.receive(ana)).response;
    },
    503,
  ],
  [
    "a database that refuses the row, and to keep what it came in, and quotes both",
    async (world) => {
      await world.database.rows("alter table contact_logs add constraint no_text check (body = '')");
      await world.database.rows(
        "alter table tasks add constraint no_raw check (not jsonb_exists(payload, 'raw'))",
      );
      return (await world.twilio.receive(ana)).response;
    },
    503,
  ],
  [
    "a database without its tables",
    async (world) => {
      await world.database.rows("drop table tasks");
      return (await world.twilio.receive(ana)).response;
    },
    503,
  ],
  [
    "a mistake of ours that quotes them",
    async (world) => {
      const receive = () => Promise.reject(new TypeError(`cannot read ${PHONE} of ${TEXT}`));
      Object.assign(world.deps, { receive });
      return (await world.twilio.receive(ana)).response;
    },
    503,
  ],
  [
    "a cron call with a wrong secret",
    (world) =>
      fetch(`${world.origin}/api/cron/tasks`, { headers: { authorization: `Bearer ${PHONE} ${TEXT}` } }),
    401,
  ],
])(
  "neither the answer to %s nor its log line tells a number, a text, a secret, SQL or a stack",
  async ([, provoke, status], { worldWith }) => {
    const world = await worldWith();
    const response = await provoke(world);
    const text = await response.text();
    expect(response.status).toBe(status);
    expect(text).toMatch(/^[^\n]+\. Request \S+\n$/);
    expect(text).not.toMatch(/\bat \S+[:(]|\.ts\b|node_modules|Error/);
    const [line, ...more] = world.parsed();
    expect(more).toEqual([]);
    expect(line).toMatchObject({ level: status < 400 ? "info" : status < 500 ? "warn" : "error", status });
    // By the id in the answer, an operator finds the line.
    expect(text).toContain(` Request ${line?.requestId}\n`);
    expectDiscreet(world, text + JSON.stringify(Object.fromEntries(response.headers)) + JSON.stringify(line));
  },
);

test.for([
  ["bodies are printed with DEBUG=true in development", { DEBUG: "true" }, 1],
  ["bodies are printed with DEBUG=true on a preview", { DEBUG: "true", VERCEL_ENV: "preview" }, 1],
  ["no body is printed with DEBUG=true in production", { DEBUG: "true", VERCEL_ENV: "production" }, 0],
  ["no body is printed with DEBUG=false", { DEBUG: "false" }, 0],
  ["no body is printed with DEBUG=maybe", { DEBUG: "maybe" }, 0],
] as const)("%s", async ([, env, printed], { worldWith }) => {
  const world = await worldWith(env);
  await world.twilio.receive(ana);
  await world.settle();
  const body = new URLSearchParams({ Body: TEXT }).toString();
  expect(world.lines.filter((line) => line.includes(body))).toHaveLength(printed);
  expect(world.lines.join("\n")).not.toContain(world.twilio.authToken);
});
