import { expect } from "vitest";
import { test as base } from "../support/shared-world.ts";
import { createWorld, type World } from "../support/world.ts";

/** What takes unsigned webhooks, as the sandbox does. */
const test = base.extend<{ sandbox: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  sandbox: async ({}, use) => {
    const world = await createWorld({ deps: { acceptUnsigned: true } });
    await use(world);
    await world.close();
  },
});

const MESSAGE =
  "ConversationSid=CHtest123&MessageSid=IMtest123&Author=test&Body=Hello&DateCreated=2026-05-01T12:00:00Z";
const STATE = "ConversationSid=CHtest123&ConversationState=active&DateUpdated=2026-05-01T12:00:00Z";
const INBOUND = "MessageSid=SMtest123&From=whatsapp:%2B14155550100&Body=My+card+was+charged";
const STATUS = "MessageSid=MMtest123&MessageStatus=delivered";

/** The checks that guides tell people to run, by the path that each goes to. */
const CHECKS = [
  ["/api/webhooks/message-added", MESSAGE, 200],
  ["/api/webhooks/twilio-event", `EventType=onMessageAdded&${MESSAGE}`, 200],
  ["/api/webhooks/conversation-state-updated", STATE, 200],
  ["/api/webhooks/participant-added", "ConversationSid=CHtest123&ParticipantSid=MBtest123&Identity=kim", 200],
  ["/api/twilio/whatsapp", INBOUND, 200],
  ["/twilio/whatsapp", INBOUND, 200],
  ["/api/twilio/status", STATUS, 204],
  ["/webhooks/twilio/status", STATUS, 204],
] as const;

/** As `curl -X POST -d`. */
async function curl(world: World, path: string, body: string) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const { status } = await fetch(`${world.origin}${path}`, { method: "POST", headers, body });
  return status;
}

test.for(CHECKS)(
  "a check at %s is taken in the sandbox, twice as once",
  async ([path, body, ok], { sandbox }) => {
    expect([await curl(sandbox, path, body), await curl(sandbox, path, body)]).toEqual([ok, ok]);
    await sandbox.settle();
    const tables = await sandbox.database.rows<{ rows: number }>(
      `select (select count(*) from contact_logs where direction = 'inbound' or conversation_sid is not null)
      + (select count(*) from conversation_states) + (select count(*) from conversation_participants) as rows`,
    );
    const isStatus = path.endsWith("status");
    expect(Number(tables[0]?.rows)).toBe(isStatus ? 0 : 1);
    if (isStatus) {
      expect(await sandbox.database.rows("select status from contact_logs")).toEqual([
        { status: "delivered" },
      ]);
    }
  },
);

test("messages and states of one test conversation stand in one, under well-formed SIDs", async ({
  sandbox,
}) => {
  await curl(sandbox, "/api/webhooks/message-added", MESSAGE);
  await curl(sandbox, "/api/webhooks/message-added", MESSAGE.replace("IMtest123", "IMtest124"));
  await curl(sandbox, "/api/webhooks/conversation-state-updated", STATE);
  expect(await sandbox.database.rows("select sid, state from conversations")).toEqual([
    { sid: expect.stringMatching(/^CH[0-9a-f]{32}$/), state: "active" },
  ]);
  const bodies = (await sandbox.logs()).map(({ body, twilio_message_sid: sid }) => [
    body,
    /^IM[0-9a-f]{32}$/.test(String(sid)),
  ]);
  expect(bodies).toEqual(Array(2).fill(["Hello", true]));
});

test.for([
  ["another prefix", MESSAGE.replace("CHtest123", "XXtest123")],
  ["none behind the prefix", MESSAGE.replace("CHtest123", "CH")],
  ["65 behind the prefix", MESSAGE.replace("CHtest123", `CH${"x".repeat(65)}`)],
  ["other characters", MESSAGE.replace("CHtest123", "CHtest%27123")],
] as const)("a SID with %s stays malformed in the sandbox", async ([, body], { sandbox }) => {
  expect(await curl(sandbox, "/api/webhooks/message-added", body)).toBe(400);
});

test.for(CHECKS)(
  "signed for %s, outside the sandbox, a test SID is malformed",
  async ([path, body], { shared }) => {
    shared.deliver.targetOrigin = shared.origin;
    const form = { AccountSid: shared.twilio.accountSid, To: "whatsapp:+14155238886", NumMedia: "0" };
    const before = (await shared.logs()).length;
    const { status } = await shared.twilio.post(path, {
      ...form,
      ...Object.fromEntries(new URLSearchParams(body)),
    });
    expect([status, (await shared.logs()).length]).toEqual([400, before]);
  },
);

test("signed, a test SID is malformed in the sandbox as well", async ({ sandbox }) => {
  const form = { AccountSid: sandbox.twilio.accountSid, ...Object.fromEntries(new URLSearchParams(MESSAGE)) };
  expect((await sandbox.twilio.post("/api/webhooks/message-added", form)).status).toBe(400);
});
