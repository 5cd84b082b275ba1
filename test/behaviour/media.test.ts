import { expect } from "vitest";
import type { UpstreamCall } from "../sandbox/upstreams/call.ts";
import { test } from "../support/shared-world.ts";
import type { World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const TEXT = "My printer is on fire";

let customers = 0;
function newCustomer() {
  customers += 1;
  return `whatsapp:+1415555${String(customers).padStart(4, "0")}`;
}

const photo = (content = "a photo") => ({ contentType: "image/jpeg", bytes: Buffer.from(content) });
const isMedia = ({ path }: UpstreamCall) => path.includes("/Media/");
const isUpload = ({ path }: UpstreamCall) => path.endsWith("/uploads.json") || path.endsWith("/uploads");

/** What the newest ticket says, and what hangs on it. */
async function newestComment(world: World) {
  await world.settle();
  const [comment] = world.zendesk.tickets.at(-1)?.comments ?? [];
  return { body: comment?.body, attachments: comment?.attachments.length };
}

const ourMedia = (world: World) =>
  `https://api.twilio.com/2010-04-01/Accounts/${world.twilio.accountSid}/Messages/`;

test.for<[string, (world: World) => string]>([
  ["on another host", () => "https://evil.example/cat.jpg"],
  ["on a host that begins like Twilio's", () => "https://api.twilio.com.evil.example/cat.jpg"],
  ["on a host that Twilio's is the user name of", () => "https://api.twilio.com@evil.example/cat.jpg"],
  ["with a user name", (world) => ourMedia(world).replace("https://", "https://me@")],
  ["with a password", (world) => ourMedia(world).replace("https://", "https://:secret@")],
  ["without TLS", (world) => ourMedia(world).replace("https:", "http:")],
  ["on another port", (world) => ourMedia(world).replace("twilio.com", "twilio.com:8443")],
  ["of another account", (world) => ourMedia(world).replace(world.twilio.accountSid, `AC${"9".repeat(32)}`)],
  ["that climbs out of our messages", (world) => `${ourMedia(world)}../../../../v1/Balance`],
  ["that climbs out of our messages in disguise", (world) => `${ourMedia(world)}%2e%2e/%2E./Balance.json`],
  ["on another service of Twilio's", () => "https://lookups.twilio.com/v2/PhoneNumbers"],
  ["of the cloud's own metadata", () => "http://169.254.169.254/latest/meta-data"],
  ["of a file", () => "file:///etc/passwd"],
  ["that is none", () => "not an address"],
])(
  "an attachment %s is not asked for: the text arrives, with a line about it",
  async ([, urlIn], { shared }) => {
    const callsBefore = shared.calls.length;
    const media = { NumMedia: "1", MediaUrl0: urlIn(shared), MediaContentType0: "image/jpeg" };
    const { response } = await shared.twilio.receive({ From: newCustomer(), Body: TEXT, ...media });
    expect(response.status).toBe(200);
    expect(await newestComment(shared)).toEqual({
      body: `${TEXT}\n[Attachment 1 could not be attached: its address is not Twilio's]`,
      attachments: 0,
    });
    const calls = shared.calls.slice(callsBefore);
    expect(calls.filter(({ method, provider }) => provider !== "zendesk" && method === "GET")).toEqual([]);
  },
);

test.for([
  ["to another host", "https://evil.example/cat.jpg"],
  ["to a host that ends almost like the CDN", "https://eviltwiliocdn.com/cat.jpg"],
  ["to a host that begins like the CDN", "https://mms.twiliocdn.com.evil.example/cat.jpg"],
  ["to the CDN without TLS", "http://mms.twiliocdn.com/cat.jpg"],
  ["to another port of the CDN", "https://mms.twiliocdn.com:8443/cat.jpg"],
  ["back to Twilio's API", "https://api.twilio.com/2010-04-01/Accounts"],
  ["to nowhere", "http://"],
])(
  "a redirect %s is not followed: the text arrives, with a line about it",
  async ([, location = ""], { shared }) => {
    const callsBefore = shared.calls.length;
    await shared.twilio.receiveMedia({ From: newCustomer(), Body: TEXT }, [{ ...photo(), location }]);
    expect(await newestComment(shared)).toEqual({
      body: `${TEXT}\n[Attachment 1 could not be attached: it redirects away from Twilio]`,
      attachments: 0,
    });
    const calls = shared.calls.slice(callsBefore).filter(({ provider }) => provider !== "zendesk");
    expect(calls.filter(({ method }) => method === "GET").map(isMedia)).toEqual([true]);
  },
);

test("Twilio gets our credentials for an attachment, its CDN does not", async ({ world }) => {
  await world.twilio.receiveMedia({ ...ana, Body: TEXT }, [photo()]);
  expect(await newestComment(world)).toEqual({ body: TEXT, attachments: 1 });
  const [api] = world.calls.filter(isMedia);
  const cdn = world.calls.filter(({ host }) => host.endsWith(".twiliocdn.com"));
  expect(api?.headers.authorization).toMatch(/^Basic /);
  expect(cdn.map(({ status, headers }) => [status, headers.authorization])).toEqual([[200, undefined]]);
  expect(world.twilio.violations).toEqual([]);
});

test.for([
  ["a web page", "text/html", "files of type text/html are not accepted"],
  ["a picture that runs scripts", "image/svg+xml", "files of type image/svg+xml are not accepted"],
  ["a program", "application/x-msdownload", "files of type application/x-msdownload are not accepted"],
])(
  "%s is not brought to the ticket, whatever the webhook calls it",
  async ([, contentType = "", why], { shared }) => {
    const file = { contentType, bytes: Buffer.from("<script>alert(1)</script>") };
    const fields = { From: newCustomer(), Body: TEXT, MediaContentType0: "image/jpeg" };
    const uploadsBefore = shared.zendesk.files.length;
    await shared.twilio.receiveMedia(fields, [file]);
    expect(await newestComment(shared)).toEqual({
      body: `${TEXT}\n[Attachment 1 could not be attached: ${why}]`,
      attachments: 0,
    });
    expect(shared.zendesk.files).toHaveLength(uploadsBefore);
  },
);

test("a video of 30 MB is not brought to the ticket, the text is", async ({ world }) => {
  const video = { contentType: "video/mp4", bytes: Buffer.alloc(30 * 1024 * 1024) };
  await world.twilio.receiveMedia({ ...ana, Body: TEXT }, [video]);
  expect(await newestComment(world)).toEqual({
    body: `${TEXT}\n[Attachment 1 could not be attached: it is larger than 25 MB]`,
    attachments: 0,
  });
});

test("one bad attachment does not keep the others from the ticket", async ({ world }) => {
  const page = { contentType: "text/html", bytes: Buffer.from("<script>") };
  await world.twilio.receiveMedia({ ...ana, Body: TEXT }, [photo("one"), page, photo("three")]);
  expect(await newestComment(world)).toEqual({
    body: `${TEXT}\n[Attachment 2 could not be attached: files of type text/html are not accepted]`,
    attachments: 2,
  });
});

test("an attachment that Twilio does not have yet is on the ticket a little later", async ({ world }) => {
  world.fail("twilio", { status: 404 }, { times: 2, when: isMedia });
  await world.twilio.receiveMedia({ ...ana, Body: TEXT }, [photo()]);
  await world.settle();
  expect(world.zendesk.tickets).toEqual([]);
  for (const seconds of [10, 40]) await world.later(seconds);
  expect(await newestComment(world)).toEqual({ body: TEXT, attachments: 1 });
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(world.twilio.sent).toHaveLength(1);
});

test("an attachment that Twilio never has leaves a line, and the text arrives", async ({ world }) => {
  world.fail("twilio", { status: 404 }, { when: isMedia });
  await world.twilio.receiveMedia({ ...ana, Body: TEXT }, [photo()]);
  await world.settle();
  for (const seconds of [10, 40]) await world.later(seconds);
  expect(await newestComment(world)).toEqual({
    body: `${TEXT}\n[Attachment 1 could not be attached: the provider no longer has it]`,
    attachments: 0,
  });
});

test("an attachment that Twilio fails to serve today leaves a line, and the text arrives today", async ({
  world,
}) => {
  world.fail("twilio", { status: 500 }, { when: isMedia });
  await world.twilio.receiveMedia({ ...ana, Body: TEXT }, [photo()]);
  await world.settle();
  for (const minutes of [1, 1, 3, 15, 75, 200, 600]) await world.later(minutes * 60);
  expect(await newestComment(world)).toEqual({
    body: expect.stringMatching(`^${TEXT}\n\\[Attachment 1 could not be attached: .+\\]$`),
    attachments: 0,
  });
});

test("an attachment for which Twilio asks us to wait is asked for again when the wait is over, not before", async ({
  world,
}) => {
  world.fail("twilio", { status: 429, retryAfter: 60 }, { times: 1, when: isMedia });
  await world.twilio.receiveMedia({ ...ana, Body: TEXT }, [photo()]);
  await world.settle();
  await world.later(30);
  expect(world.calls.filter(isMedia)).toHaveLength(1);
  await world.later(60);
  expect(await newestComment(world)).toEqual({ body: TEXT, attachments: 1 });
});

test("a file that Zendesk refuses leaves a line, and the ticket is made", async ({ world }) => {
  world.fail("zendesk", { status: 422 }, { when: isUpload });
  await world.twilio.receiveMedia({ ...ana, Body: TEXT }, [photo()]);
  expect(await newestComment(world)).toEqual({
    body: `${TEXT}\n[Attachment 1 could not be attached: Zendesk does not take this file]`,
    attachments: 0,
  });
  expect(world.twilio.sent[0]?.body).toContain("Ticket #");
});

test("an upload that fails half-way is begun anew: each file is on the ticket once", async ({ world }) => {
  let uploads = 0;
  const isSecondUpload = (call: UpstreamCall) => isUpload(call) && ++uploads === 2;
  world.fail("zendesk", { status: 500 }, { when: isSecondUpload });
  await world.twilio.receiveMedia({ ...ana, Body: TEXT }, [photo("one"), photo("two")]);
  await world.settle();
  await world.later(10);
  expect(await newestComment(world)).toEqual({ body: TEXT, attachments: 2 });
  expect(world.zendesk.tickets).toHaveLength(1);
});
