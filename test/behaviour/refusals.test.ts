import { afterEach, expect } from "vitest";
import type { Form } from "../sandbox/upstreams/call.ts";
import { test as base, createWorld, PUBLIC_BASE_URL, type World } from "../support/world.ts";

/** One world for all: nothing here may leave a trace in it. */
const test = base.extend<{ shared: World }>({
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
    async ({}, use) => {
      const world = await createWorld();
      await use(world);
      await world.close();
    },
    { scope: "file", auto: true },
  ],
});

afterEach<{ shared: World }>(async ({ shared }) => {
  await shared.settle();
  const traces = [await shared.logs(), await shared.tasks(), shared.calls.splice(0)];
  await shared.database.rows("truncate approvals, contacts, contact_logs, tickets, tasks");
  expect(traces).toEqual([[], [], []]);
});

type Route = { path: string; form: Record<string, string> };

const [INBOUND, STATUS] = ["/api/twilio/whatsapp", "/api/twilio/status"] as const;

const ROUTES: Route[] = [
  {
    path: INBOUND,
    form: {
      MessageSid: `SM${"1".repeat(32)}`,
      From: "whatsapp:+14155550100",
      To: "whatsapp:+14155238886",
      Body: "My card was charged twice",
      NumMedia: "0",
    },
  },
  { path: STATUS, form: { MessageSid: `SM${"2".repeat(32)}`, MessageStatus: "delivered" } },
];

const overRoutes = <T>(rows: [string, T][]) =>
  ROUTES.flatMap((route) => rows.map(([name, row]) => [route.path, name, row, route] as const));

const formOf = (world: World, { form }: Route): Form => ({ AccountSid: world.twilio.accountSid, ...form });

/** Posts any body, with the signature that the form would have on the canonical URL. */
function postRaw(world: World, route: Route, init: RequestInit, signature?: string) {
  const headers = new Headers(init.headers);
  headers.set(
    "x-twilio-signature",
    signature ?? world.twilio.sign(PUBLIC_BASE_URL + route.path, formOf(world, route)),
  );
  return fetch(world.origin + route.path, { method: "POST", ...init, headers });
}

const answer = async (response: Response) => [response.status, await response.text()];
const refusal = (status: number, sentence: string) => [
  status,
  expect.stringMatching(new RegExp(`^${sentence} Request \\S+\n$`)),
];

type Forgery = (world: World, route: Route) => Promise<Response>;

const withSignature =
  (make: (signature: string, world: World, route: Route) => string): Forgery =>
  (world, route) => {
    const signature = world.twilio.sign(PUBLIC_BASE_URL + route.path, formOf(world, route));
    const forged = make(signature, world, route);
    return world.twilio.post(route.path, formOf(world, route), { signature: forged });
  };

const withForm =
  (change: (form: Form) => Form): Forgery =>
  (world, route) => {
    const signature = world.twilio.sign(PUBLIC_BASE_URL + route.path, formOf(world, route));
    return world.twilio.post(route.path, change(formOf(world, route)), { signature });
  };

const signFor = (url: (route: Route) => string) =>
  withSignature((_, world, route) => world.twilio.sign(url(route), formOf(world, route)));

test.for(
  overRoutes<Forgery>([
    ["no signature", withSignature(() => "")],
    ["a wrong signature", withSignature(() => "c2lnbmF0dXJl")],
    ["a signature with one byte changed", withSignature((s) => (s.startsWith("A") ? "B" : "A") + s.slice(1))],
    ["a signature with its last byte missing", withSignature((s) => s.slice(0, -1))],
    ["a signature and another one", withSignature((s) => `${s}, ${s}`)],
    ["one parameter changed", withForm((form) => ({ ...form, MessageSid: `SM${"3".repeat(32)}` }))],
    ["one parameter more", withForm((form) => ({ ...form, Extra: "" }))],
    ["one parameter less", withForm(({ MessageSid, ...form }) => form)],
    ["a signature by the empty key", (w, r) => w.twilio.post(r.path, formOf(w, r), { authToken: "" })],
    ["a signature by another key", (w, r) => w.twilio.post(r.path, formOf(w, r), { authToken: "undefined" })],
    ["a signature for another host", signFor(({ path }) => `https://evil.example${path}`)],
    ["a signature for plain http", signFor(({ path }) => `http://tickline.example${path}`)],
    ["a signature for a port that is not ours", signFor(({ path }) => `${PUBLIC_BASE_URL}:8443${path}`)],
    ["a signature for another path of ours", signFor(() => `${PUBLIC_BASE_URL}/api/health`)],
    ["a signature for a query that is not there", signFor(({ path }) => `${PUBLIC_BASE_URL}${path}?log=1`)],
    [
      "a query that was not signed",
      (world, route) => {
        const signature = world.twilio.sign(PUBLIC_BASE_URL + route.path, formOf(world, route));
        return world.twilio.post(`${route.path}?log=1`, formOf(world, route), { signature });
      },
    ],
  ]),
)("%s refuses %s with 403", async ([, , forge, route], { shared }) => {
  expect(await answer(await forge(shared, route))).toEqual(
    refusal(403, "The signature is missing or wrong\\."),
  );
});

test("each route refuses a signature made for the other one", async ({ shared }) => {
  const [inbound, status] = ROUTES as [Route, Route]; // two, as listed
  for (const [here, there] of [
    [inbound, status],
    [status, inbound],
  ] as const) {
    const form = { ...formOf(shared, status), ...formOf(shared, inbound) };
    const signature = shared.twilio.sign(PUBLIC_BASE_URL + there.path, form);
    expect((await shared.twilio.post(here.path, form, { signature })).status).toBe(403);
  }
});

test.for(
  overRoutes<Form>([
    ["another account's call", { AccountSid: `AC${"9".repeat(32)}` }],
    ["a call of no account", { AccountSid: "" }],
    ["a call of two accounts", { AccountSid: [`AC${"9".repeat(32)}`, `AC${"8".repeat(32)}`] }],
  ]),
)("%s refuses %s with 403, well signed as it is", async ([, , fields, route], { shared }) => {
  const response = await shared.twilio.post(route.path, { ...formOf(shared, route), ...fields });
  expect(await answer(response)).toEqual(refusal(403, "This call is for another account\\."));
});

test.for(
  overRoutes<string | undefined>([
    ["JSON", "application/json"],
    ["plain text", "text/plain"],
    ["a multipart form", "multipart/form-data; boundary=x"],
    ["a body of no type", undefined],
  ]),
)("%s refuses %s with 415", async ([, , type, route], { shared }) => {
  const body = Buffer.from(new URLSearchParams(route.form).toString());
  const response = await postRaw(shared, route, { body, headers: type ? { "content-type": type } : {} });
  expect(await answer(response)).toEqual(
    refusal(415, "Wrong content type: send application/x-www-form-urlencoded\\."),
  );
});

const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };
const bytesOver = `Body=${"a".repeat(128 * 1024 - 4)}`;
const chunked = () => ({
  body: new ReadableStream({
    start(controller) {
      for (let n = 0; n < 5; n += 1)
        controller.enqueue(Buffer.from(n === 0 ? "Body=" : "a".repeat(32 * 1024)));
      controller.close();
    },
  }),
  duplex: "half" as const,
});

test.for(
  overRoutes<() => RequestInit>([
    ["more than 128 KB", () => ({ body: bytesOver })],
    ["more than 128 KB of unknown length", chunked],
    ["513 fields", () => ({ body: `${"a=1&".repeat(512)}a=1` })],
    ["100,000 empty fields", () => ({ body: "&".repeat(100_000) })],
  ]),
)("%s refuses %s with 413, before it looks at the signature", async ([, , init, route], { shared }) => {
  const response = await postRaw(shared, route, { ...init(), headers: FORM_TYPE }, "unsigned");
  expect(await answer(response)).toEqual(refusal(413, "Too large: more than \\d+ (bytes|fields)\\."));
});

test.for(ROUTES.map((route) => [route.path, route] as const))(
  "%s refuses 513 signed fields with 413, and reads 512",
  async ([path, route], { shared }) => {
    const fields = (count: number) => {
      const form = { ...formOf(shared, route), MessageSid: "malformed" };
      const extra = Array.from({ length: count - Object.keys(form).length }, (_, n) => [`Extra${n}`, ""]);
      return { ...form, ...Object.fromEntries(extra) };
    };
    expect((await shared.twilio.post(path, fields(513))).status).toBe(413);
    expect((await shared.twilio.post(path, fields(512))).status).toBe(400);
  },
);

test.for<[string, string, Form]>([
  [INBOUND, "MessageSid", { MessageSid: "" }],
  [INBOUND, "MessageSid", { MessageSid: "SM123" }],
  [INBOUND, "MessageSid", { MessageSid: `CH${"1".repeat(32)}` }],
  [INBOUND, "MessageSid", { MessageSid: `SM${"1".repeat(32)}' or 1=1` }],
  [INBOUND, "MessageSid", { MessageSid: [`SM${"1".repeat(32)}`, `SM${"2".repeat(32)}`] }],
  [INBOUND, "From", { From: "" }],
  [INBOUND, "From", { From: ["whatsapp:+14155550100", "whatsapp:+14155550101"] }],
  [INBOUND, "To", { To: "" }],
  [INBOUND, "NumMedia", { NumMedia: "-1" }],
  [STATUS, "MessageSid", { MessageSid: "" }],
  [STATUS, "MessageSid", { MessageSid: "SM123" }],
  [STATUS, "MessageSid", { MessageSid: [`SM${"1".repeat(32)}`, `SM${"2".repeat(32)}`] }],
  [STATUS, "MessageStatus", { MessageStatus: "" }],
  [STATUS, "MessageStatus", { MessageStatus: ["sent", "delivered"] }],
  [STATUS, "MessageStatus", { MessageStatus: "x".repeat(65) }],
])("%s refuses a bad %s with 400, and names the field: %j", async ([path, name, fields], { shared }) => {
  const route = ROUTES.find((one) => one.path === path) ?? { path, form: {} };
  const response = await shared.twilio.post(path, { ...formOf(shared, route), ...fields });
  expect(await answer(response)).toEqual(
    refusal(400, `${name} (is missing or malformed|was given more than once)\\.`),
  );
});

test.for([
  [INBOUND, "MessageSid"],
  [INBOUND, "From"],
  [INBOUND, "To"],
  [STATUS, "MessageSid"],
  [STATUS, "MessageStatus"],
] as const)("%s refuses a form without %s with 400, and names it", async ([path, name], { shared }) => {
  const route = ROUTES.find((one) => one.path === path) ?? { path, form: {} };
  const { [name]: _, ...form } = formOf(shared, route);
  expect(await answer(await shared.twilio.post(path, form))).toEqual(
    refusal(400, `${name} is missing or malformed\\.`),
  );
});

test.for([
  [INBOUND, "POST", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"]],
  [STATUS, "GET, HEAD, POST", ["PUT", "PATCH", "DELETE", "OPTIONS"]],
] as const)(
  "%s allows %s, and answers 405 to every other method",
  async ([path, allow, methods], { shared }) => {
    for (const method of methods) {
      const response = await fetch(`${shared.origin}${path}`, { method });
      expect([method, response.status, response.headers.get("allow")]).toEqual([method, 405, allow]);
    }
  },
);

test("a status webhook opened in a browser answers 200 with a hint, a HEAD without it", async ({
  shared,
}) => {
  const get = await fetch(`${shared.origin}/api/twilio/status`);
  expect([get.status, await get.text()]).toEqual([200, expect.stringContaining("POST")]);
  const head = await fetch(`${shared.origin}/api/twilio/status`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});
