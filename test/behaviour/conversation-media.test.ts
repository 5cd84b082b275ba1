import { expect } from "vitest";
import { type Conversation, startConversation } from "../sandbox/twilio/conversations.ts";
import type { NewConversationFile } from "../sandbox/twilio/media-content.ts";
import { newSid } from "../sandbox/twilio/message.ts";
import type { UpstreamCall } from "../sandbox/upstreams/call.ts";
import { ANA } from "../support/conversations.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const TEXT = "My parcel came like this";

/** Where a customer's message in a conversation opens a ticket. */
const test = testIn(() => createWorld({ env: { CONVERSATIONS_CREATE_TICKETS: "true" } }));

const photo = (more: Partial<NewConversationFile> = {}): NewConversationFile => ({
  bytes: Buffer.from("a photo"),
  contentType: "image/jpeg",
  filename: "parcel.jpg",
  ...more,
});
const isDescription = ({ host }: UpstreamCall) => host === "mcs.us1.twilio.com";
const isFile = ({ host }: UpstreamCall) => host === "media.us1.twilio.com";

/** Ana writes in the conversation, with these files or with what stands in `more`. */
async function say(
  { tell, attach }: Conversation,
  files: NewConversationFile[],
  more: Record<string, string> = {},
) {
  const message = { MessageSid: newSid("IM"), Author: ANA, Source: "WHATSAPP", Body: TEXT };
  const answer = await tell("onMessageAdded", { ...message, Media: attach(...files), ...more });
  expect(answer.status).toBe(200);
}

/** What the only ticket says, and what hangs on it. */
async function ticketIn(world: World) {
  await world.settle();
  expect(world.zendesk.tickets.length).toBeLessThan(2);
  const [comment] = world.zendesk.tickets[0]?.comments ?? [];
  return { body: comment?.body, files: comment?.attachments.map(({ file_name }) => file_name) };
}

const withRemark = (why: string) => ({
  body: `${TEXT}\n[Attachment 1 could not be attached: ${why}]`,
  files: [],
});

/** What Twilio was asked for, sends apart. */
const asked = ({ calls }: World) =>
  calls.filter(({ provider, method }) => provider !== "zendesk" && method === "GET");

test("a conversation's photos reach the ticket; Twilio gets our credentials, the signed addresses do not", async ({
  world,
}) => {
  await say(startConversation(world), [photo(), photo({ filename: "label.jpg" })]);
  expect(await ticketIn(world)).toEqual({ body: TEXT, files: ["parcel.jpg", "label.jpg"] });
  expect(world.zendesk.files.map(({ bytes }) => bytes.toString())).toEqual(["a photo", "a photo"]);
  expect(asked(world).map(({ host, headers }) => [host, headers.authorization?.split(" ")[0]])).toEqual([
    ["mcs.us1.twilio.com", "Basic"],
    ["media.us1.twilio.com", undefined],
    ["mcs.us1.twilio.com", "Basic"],
    ["media.us1.twilio.com", undefined],
  ]);
  expect(world.twilio.violations).toEqual([]);
});

test.for([
  ["to another host", "https://evil.example/ME1", "at an unknown address"],
  [
    "to a host that begins like Twilio's",
    "https://media.us1.twilio.com.evil.example/ME1",
    "at an unknown address",
  ],
  ["with a user name", "https://me@media.us1.twilio.com/ME1", "at an unknown address"],
  ["without TLS", "http://media.us1.twilio.com/ME1", "at an unknown address"],
  ["to another port", "https://media.us1.twilio.com:8443/ME1", "at an unknown address"],
  ["back to Twilio's API", "https://api.twilio.com/2010-04-01/Accounts", "at an unknown address"],
  ["to the cloud's own metadata", "http://169.254.169.254/latest/meta-data", "at an unknown address"],
  ["that is no address", "ME1", "at an unknown address"],
  ["to another region", "https://media.ie1.twilio.com/ME1", "outside its region US1"],
])(
  "a link %s is not followed: the text arrives, with a line about it",
  async ([, link, where], { world }) => {
    await say(startConversation(world), [photo({ link })]);
    expect(await ticketIn(world)).toEqual(withRemark(`Twilio keeps it ${where}`));
    expect(asked(world).map(({ host }) => host)).toEqual(["mcs.us1.twilio.com"]);
  },
);

test.for([
  ["climbs out of the media", `IS${"a".repeat(32)}/../../../v1/Balance`],
  ["ends the path early", `IS${"a".repeat(32)}/Media/ME${"b".repeat(32)}?`],
  ["names another host", "@evil.example"],
  ["is missing", ""],
])("nobody is asked for a photo whose service %s", async ([, ChatServiceSid = ""], { world }) => {
  await say(startConversation(world), [photo()], { ChatServiceSid });
  expect(await ticketIn(world)).toEqual(withRemark("its address is not Twilio's"));
  expect(asked(world)).toEqual([]);
});

test("a photo that Twilio gives no link to leaves a line, and the text arrives", async ({ world }) => {
  await say(startConversation(world), [photo({ link: null })]);
  expect(await ticketIn(world)).toEqual(withRemark("Twilio gives no link to it"));
});

test("a redirect of the Media Content Service is not followed", async ({ world }) => {
  world.fail("twilio", { status: 302 }, { when: isDescription });
  await say(startConversation(world), [photo()]);
  expect(await ticketIn(world)).toEqual(withRemark("Twilio answered HTTP 302"));
});

test("a service that is closed to us leaves a line, and holds nobody's answer up", async ({ world }) => {
  world.fail("twilio", { status: 403 }, { when: isDescription });
  await say(startConversation(world), [photo()]);
  expect(await ticketIn(world)).toEqual(withRemark("Twilio answered HTTP 403"));
  expect(world.twilio.sent).toHaveLength(1);
});

test("a web page is not brought to the ticket, whatever the event calls it", async ({ world }) => {
  const { tell, attach, conversationSid } = startConversation(world);
  const Media = attach(photo({ contentType: "text/html" })).replace("text/html", "image/jpeg");
  await say({ tell, attach, conversationSid }, [], { Media });
  expect(await ticketIn(world)).toEqual(withRemark("files of type text/html are not accepted"));
});

test("a video of 30 MB is not brought to the ticket, the text is", async ({ world }) => {
  const bytes = Buffer.alloc(30 * 1024 * 1024);
  await say(startConversation(world), [photo({ contentType: "video/mp4", bytes })]);
  expect(await ticketIn(world)).toEqual(withRemark("it is larger than 25 MB"));
});

test.for([
  ["that is not described yet", 404, isDescription],
  ["that is described and not there yet", 404, isFile],
  ["whose link has expired", 403, isFile],
] as const)("a photo %s is on the ticket a little later", async ([, status, when], { world }) => {
  world.fail("twilio", { status }, { times: 2, when });
  await say(startConversation(world), [photo()]);
  await world.settle();
  expect(world.zendesk.tickets).toEqual([]);
  for (const seconds of [10, 40]) await world.later(seconds);
  expect(await ticketIn(world)).toEqual({ body: TEXT, files: ["parcel.jpg"] });
});

test("a description that a proxy answers in HTML is asked for again", async ({ world }) => {
  world.fail("twilio", "html", { times: 1, when: isDescription });
  await say(startConversation(world), [photo()]);
  await world.settle();
  await world.later(10);
  expect(await ticketIn(world)).toEqual({ body: TEXT, files: ["parcel.jpg"] });
});

test("a photo for which Twilio asks us to wait ten minutes is asked for then, not before", async ({
  world,
}) => {
  world.fail("twilio", { status: 429, retryAfter: 600 }, { times: 1, when: isFile });
  await say(startConversation(world), [photo()]);
  await world.settle();
  await world.later(500);
  expect(world.calls.filter(isFile)).toHaveLength(1);
  await world.later(300);
  expect(await ticketIn(world)).toEqual({ body: TEXT, files: ["parcel.jpg"] });
});

test("a photo that Twilio never has leaves a line, and the text arrives", async ({ world }) => {
  world.fail("twilio", { status: 404 }, { when: isDescription });
  await say(startConversation(world), [photo()]);
  await world.settle();
  for (const seconds of [10, 40]) await world.later(seconds);
  expect(await ticketIn(world)).toEqual(withRemark("the provider no longer has it"));
});
