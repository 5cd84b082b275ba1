import { expect } from "vitest";
import { test } from "../support/shared-world.ts";
import type { World } from "../support/world.ts";

/** What test/behaviour/media.test.ts leaves out: addresses that look like Twilio's, and redirects to places within. */
const TEXT = "My printer is on fire";
const photo = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };

let customers = 0;
const somebody = () => `whatsapp:+1415557${String(++customers).padStart(4, "0")}`;

async function newestComment(world: World) {
  await world.settle();
  const [comment] = world.zendesk.tickets.at(-1)?.comments ?? [];
  return { body: comment?.body, attachments: comment?.attachments.length };
}

const path = (world: World) => `/2010-04-01/Accounts/${world.twilio.accountSid}/Messages/`;

test.for<[string, (path: string) => string]>([
  ["on this machine", (p) => `https://127.0.0.1${p}`],
  ["on this machine by its name", (p) => `https://localhost${p}`],
  ["on this machine in IPv6", (p) => `https://[::1]${p}`],
  ["on this machine as IPv6 writes IPv4", (p) => `https://[::ffff:127.0.0.1]${p}`],
  ["on this machine in one number", (p) => `https://2130706433${p}`],
  ["of the cloud's metadata, in hexadecimal", (p) => `https://0xa9fea9fe${p}`],
  ["that the last dot of a name changes", (p) => `https://api.twilio.com.${p}`],
  ["in letters that look like Twilio's", (p) => `https://api.twіlio.com${p}`],
  ["behind backslashes", (p) => `https:\\\\evil.example\\@api.twilio.com${p}`],
  ["behind a backslash for a slash", (p) => `https://evil.example\\.api.twilio.com${p}`],
  ["whose host ends at a question mark", (p) => `https://evil.example?@api.twilio.com${p}`],
  ["whose host ends at a number sign", (p) => `https://evil.example#@api.twilio.com${p}`],
  ["without a protocol", (p) => `//api.twilio.com${p}`],
  ["that brings its own bytes", () => "data:image/jpeg;base64,/9j/4AAQ"],
  ["that is a script", () => "javascript:fetch('https://evil.example')"],
  ["of another protocol", (p) => `ftp://api.twilio.com${p}`],
  ["that climbs out by backslashes", (p) => `https://api.twilio.com${p}..\\..\\..\\Balance.json`],
])("an attachment %s is asked for nowhere", async ([, addressOf], { shared }) => {
  const calls = shared.calls.length;
  const media = { NumMedia: "1", MediaUrl0: addressOf(path(shared)), MediaContentType0: "image/jpeg" };
  await shared.twilio.receive({ From: somebody(), Body: TEXT, ...media });
  expect(await newestComment(shared)).toEqual({
    body: `${TEXT}\n[Attachment 1 could not be attached: its address is not Twilio's]`,
    attachments: 0,
  });
  const asked = shared.calls.slice(calls).filter(({ provider }) => provider !== "zendesk");
  expect(asked.filter(({ method }) => method === "GET")).toEqual([]);
});

test.for([
  ["to this machine", "https://127.0.0.1/"],
  ["to this machine in IPv6", "https://[::1]/"],
  ["to the cloud's metadata", "http://169.254.169.254/latest/meta-data"],
  ["to another host, without a protocol", "//evil.example/cat.jpg"],
  ["to a host that the CDN is the user name of", "https://mms.twiliocdn.com@evil.example/cat.jpg"],
  ["to a host that the CDN stands behind a backslash of", "https://evil.example\\.twiliocdn.com/cat.jpg"],
  ["to letters that look like the CDN's", "https://mms.tw%D1%96liocdn.com/cat.jpg"],
  ["to a file", "file:///etc/passwd"],
  ["to its own bytes", "data:image/jpeg;base64,/9j/4AAQ"],
])("a redirect %s is not followed", async ([, location = ""], { shared }) => {
  const calls = shared.calls.length;
  await shared.twilio.receiveMedia({ From: somebody(), Body: TEXT }, [{ ...photo, location }]);
  expect(await newestComment(shared)).toEqual({
    body: `${TEXT}\n[Attachment 1 could not be attached: it redirects away from Twilio]`,
    attachments: 0,
  });
  const asked = shared.calls.slice(calls).filter(({ provider }) => provider !== "zendesk");
  expect(asked.filter(({ method }) => method === "GET")).toHaveLength(1);
});

test("a redirect that leads in a circle is followed three times, without our credentials", async ({
  world,
}) => {
  const location = "https://mms.twiliocdn.com/round-and-round";
  const headers = { location };
  world.fail("twilio", { status: 302, headers }, { when: ({ host }) => host.endsWith(".twiliocdn.com") });
  await world.twilio.receiveMedia({ From: somebody(), Body: TEXT }, [{ ...photo, location }]);
  expect(await newestComment(world)).toMatchObject({
    body: expect.stringMatching(/\[Attachment 1 could not be attached: .+\]$/),
    attachments: 0,
  });
  const round = world.calls.filter(({ host }) => host.endsWith(".twiliocdn.com"));
  expect(round.map((call) => call.headers.authorization)).toEqual([undefined, undefined, undefined]);
});

test("60 MB from the CDN are not read to their end, and the text arrives", async ({ world }) => {
  const video = { contentType: "video/mp4", bytes: Buffer.alloc(60 * 1024 * 1024) };
  await world.twilio.receiveMedia({ From: somebody(), Body: TEXT }, [video]);
  expect(await newestComment(world)).toEqual({
    body: `${TEXT}\n[Attachment 1 could not be attached: it is larger than 25 MB]`,
    attachments: 0,
  });
  expect(world.zendesk.files).toEqual([]);
});
