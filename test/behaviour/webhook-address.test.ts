import { expect } from "vitest";
import { TWILIO_ROUTES } from "../../lib/providers/twilio/routes.ts";
import { newSid } from "../sandbox/twilio/message.ts";
import { test } from "../support/shared-world.ts";
import type { World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };

/** Posts a status to a path below a public address, signed for exactly that. */
async function postTo(world: World, publicUrl: string, origin = world.origin) {
  const sid = newSid("SM");
  const form = { AccountSid: world.twilio.accountSid, MessageSid: sid, MessageStatus: "sent" };
  const { pathname, search } = new URL(publicUrl);
  world.deliver.targetOrigin = origin;
  const signature = world.twilio.sign(publicUrl, form);
  const { status } = await world.twilio.post(pathname + search, form, { signature });
  return { status, sid };
}

test.for([
  ["/api/twilio/whatsapp"],
  ["/twilio/whatsapp"],
  ["/api/method/compliance.api.whatsapp_webhook.incoming_message"],
])("a message posted to %s is filed", async ([path = ""], { shared }) => {
  expect(TWILIO_ROUTES.inbound).toContain(path);
  shared.deliver.targetOrigin = shared.origin;
  const { response } = await shared.twilio.receive({ Body: `My card was charged by ${path}` }, { path });
  expect([response.status, await response.text()]).toEqual([200, "<Response/>"]);
  await shared.settle();
  const bodies = shared.zendesk.tickets.flatMap(({ comments }) => comments.map(({ body }) => body));
  expect(bodies.filter((body) => body.startsWith(`My card was charged by ${path}`))).toHaveLength(1);
});

test.for([
  ["/api/twilio/status"],
  ["/twilio/status"],
  ["/webhooks/twilio/status"],
  ["/api/method/compliance.api.whatsapp_webhook.status_callback"],
])("a status posted to %s is applied", async ([path = ""], { shared }) => {
  expect(TWILIO_ROUTES.status).toContain(path);
  const { status, sid } = await postTo(shared, `https://tickline.example${path}`);
  expect(status).toBe(204);
  const row = (await shared.logs()).find(({ twilio_message_sid }) => twilio_message_sid === sid);
  expect(row?.status).toBe("sent");
});

test("every path that verification knows is served, and has a test here", async ({ shared }) => {
  expect([TWILIO_ROUTES.inbound.length, TWILIO_ROUTES.status.length]).toEqual([3, 4]);
  for (const path of [...TWILIO_ROUTES.inbound, ...TWILIO_ROUTES.status]) {
    expect((await fetch(`${shared.origin}${path}`, { method: "DELETE" })).status).toBe(405);
  }
});

test.for([
  ["with its default port", "https://tickline.example:443/api/twilio/status"],
  ["with a query", "https://tickline.example/api/twilio/status?source=console"],
  [
    "with a query in Twilio's own encoding",
    "https://tickline.example/api/twilio/status?a=b%20c+d%2Fe&&x=%C3%A4",
  ],
  ["with the default port and a query", "https://tickline.example:443/twilio/status?log=1"],
])("a signature over our address %s is taken", async ([, url = ""], { shared }) => {
  expect((await postTo(shared, url)).status).toBe(204);
});

test.for([
  ["https://tickline.example/", "https://tickline.example/api/twilio/status"],
  ["https://tickline.example:8443", "https://tickline.example:8443/api/twilio/status"],
  ["http://127.0.0.1:3000", "http://127.0.0.1:3000/api/twilio/status"],
  // As our own StatusCallback names it, whatever the spelling here.
  ["https://Tickline.Example", "https://tickline.example/api/twilio/status"],
  ["https://tickline.example:443", "https://tickline.example/api/twilio/status"],
])(
  "with PUBLIC_BASE_URL %s, a signature over %s is taken",
  async ([PUBLIC_BASE_URL, url = ""], { shared }) => {
    const { origin } = await shared.anotherInstance({ env: { PUBLIC_BASE_URL } });
    expect((await postTo(shared, url, origin)).status).toBe(204);
  },
);

const VERCEL = {
  PUBLIC_BASE_URL: undefined,
  VERCEL_URL: "tickline-a1b2c3.vercel.app",
  VERCEL_BRANCH_URL: "tickline-git-main.vercel.app",
  VERCEL_PROJECT_PRODUCTION_URL: "tickline.vercel.app",
};

test.for<[string, string, number]>([
  ["production", "tickline.vercel.app", 204],
  ["production", "tickline-git-main.vercel.app", 204],
  ["production", "tickline-a1b2c3.vercel.app", 204],
  ["preview", "tickline-git-main.vercel.app", 204],
  ["preview", "tickline-a1b2c3.vercel.app", 204],
  // What was signed for production was not meant for a preview.
  ["preview", "tickline.vercel.app", 403],
  ["production", "tickline.example", 403],
])(
  "without PUBLIC_BASE_URL, in %s, a signature for %s is answered %i",
  async ([VERCEL_ENV, host, status], { shared }) => {
    const { origin } = await shared.anotherInstance({ env: { ...VERCEL, VERCEL_ENV } });
    expect((await postTo(shared, `https://${host}/api/twilio/status`, origin)).status).toBe(status);
  },
);

test("PUBLIC_BASE_URL does not shut out Vercel's own addresses", async ({ shared }) => {
  const { PUBLIC_BASE_URL: _, ...vercel } = VERCEL;
  const { origin } = await shared.anotherInstance({ env: { ...vercel, VERCEL_ENV: "production" } });
  for (const host of ["tickline.example", "tickline.vercel.app"])
    expect((await postTo(shared, `https://${host}/api/twilio/status`, origin)).status).toBe(204);
});

test.for([
  ["production", "https://tickline.vercel.app/api/twilio/status?log="],
  ["preview", "https://tickline-git-main.vercel.app/api/twilio/status?log="],
])("in %s, callbacks are asked for at %s", async ([VERCEL_ENV, start = ""], { world }) => {
  const { origin, deps } = await world.anotherInstance({ env: { ...VERCEL, VERCEL_ENV } });
  Object.assign(world.deliver, { publicBaseUrl: new URL(start).origin, targetOrigin: origin });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await deps.drain();
  const [sent] = world.twilio.sent;
  expect(String(sent?.form.StatusCallback).startsWith(start)).toBe(true);
  expect((await world.twilio.status(sent?.sid ?? "", "delivered")).status).toBe(204);
  expect(await world.logs("outbound")).toMatchObject([{ status: "delivered" }]);
});

test("a protected preview asks for callbacks that pass its protection, and keeps the secret out of its log", async ({
  world,
}) => {
  const secret = "bypass-secret-of-a-preview";
  const { origin, deps } = await world.anotherInstance({
    env: { ...VERCEL, VERCEL_ENV: "preview", VERCEL_AUTOMATION_BYPASS_SECRET: secret },
  });
  const publicBaseUrl = "https://tickline-git-main.vercel.app";
  Object.assign(world.deliver, { publicBaseUrl, targetOrigin: origin });
  const path = `/api/twilio/whatsapp?x-vercel-protection-bypass=${secret}`;
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" }, { path });
  await deps.drain();
  const [sent] = world.twilio.sent;
  expect(sent?.form.StatusCallback).toContain(`x-vercel-protection-bypass=${secret}`);
  expect((await world.twilio.status(sent?.sid ?? "", "delivered")).status).toBe(204);
  expect(await world.logs("outbound")).toMatchObject([{ status: "delivered" }]);
  expect(JSON.stringify(world.logged)).not.toContain(secret);
});
