import { expect } from "vitest";
import type { UpstreamCall } from "../sandbox/upstreams/call.ts";
import type { Fault } from "../sandbox/upstreams/faults.ts";
import { dead, loudLines } from "../support/away.ts";
import { test, type World } from "../support/world.ts";

const isMedia = ({ path }: UpstreamCall) => path.includes("/Media/");
const inJson = (code: number): Fault => ({ status: 403, body: { code, message: "Forbidden", status: 403 } });
const inXml = (code: number): Fault => ({
  status: 403,
  headers: { "content-type": "application/xml" },
  body: Buffer.from(
    `<?xml version='1.0' encoding='UTF-8'?><TwilioResponse><RestException><Code>${code}</Code></RestException></TwilioResponse>`,
  ),
});

async function sendPhoto(world: World) {
  const photo = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };
  await world.twilio.receiveMedia({ From: "whatsapp:+14155550100", Body: "My card was charged twice" }, [
    photo,
  ]);
  await world.settle();
}

const firstComment = (world: World) => world.zendesk.tickets[0]?.comments[0];

test.for([
  ["in JSON", inJson(20403)],
  ["in XML", inXml(20403)],
] as const)(
  "a suspended account, said %s, keeps a photo for now: it hangs on the ticket afterwards",
  async ([, fault], { world }) => {
    world.fail("twilio", fault, { when: isMedia });
    await sendPhoto(world);
    expect(loudLines(world, "twilio").length).toBeGreaterThan(0);
    world.heal();
    await world.later(3_700);
    await world.later(3_700);
    expect(firstComment(world)?.attachments).toHaveLength(1);
    expect(firstComment(world)?.body).not.toContain("could not be attached");
    expect(await dead(world)).toEqual([]);
  },
);

test.for([
  ["in JSON", inJson(20006)],
  ["in XML", inXml(20006)],
] as const)(
  "a photo that our key may not read, said %s, stops nobody: the text arrives, with a line",
  async ([, fault], { world }) => {
    world.fail("twilio", fault, { when: isMedia });
    await sendPhoto(world);
    expect(firstComment(world)?.body).toContain("could not be attached: Twilio answered HTTP 403");
    expect(await world.database.rows("select upstream from upstream_pauses")).toEqual([]);
    expect(world.twilio.sent).toHaveLength(1);
  },
);

test("refused credentials are the account's, wherever they are refused", async ({ world }) => {
  world.fail("twilio", inJson(20003), { when: isMedia });
  await sendPhoto(world);
  expect(world.zendesk.tickets).toEqual([]);
  expect(await world.database.rows("select upstream from upstream_pauses")).toEqual([{ upstream: "twilio" }]);
});
