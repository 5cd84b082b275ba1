import { expect, vi } from "vitest";
import { endpoint } from "../../api/messages.ts";
import { API_KEY } from "../support/conversations-api.ts";
import { doomedInstance } from "../support/doomed-instance.ts";
import {
  test as api,
  approveContent,
  CONTENT_SID,
  call,
  fastWorld,
  inAnHour,
  receivers,
} from "../support/messages-api.ts";
import { test as commandTest } from "../support/send-command.ts";

const ANA = "+14155550100";
const SMS = { channel: "sms", body: "We are closed on Friday" };
const headers = { "idempotency-key": "friday-1" };

/** What the API says when the hour of an earlier call is long past. */
async function twoHoursLater<T>(ask: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 3_600_000 });
  try {
    return await ask();
  } finally {
    vi.useRealTimers();
  }
}

api(
  "the same call with the same key after its hour is the same batch, and with another key it is refused",
  async ({ world }) => {
    const asked = { to: [ANA, "0123"], ...SMS, sendAt: inAnHour() };
    const first = await call(world, asked, { headers });
    const [again, other, unlike, dry] = await twoHoursLater(() =>
      Promise.all([
        call(world, asked, { headers }),
        call(world, asked, { headers: { "idempotency-key": "friday-2" } }),
        call(world, { ...asked, to: [ANA] }, { headers }),
        call(world, { to: ANA, ...SMS, dryRun: true }, { headers }),
      ]),
    );
    expect([again.status, again.json]).toEqual([202, first.json]);
    expect([other.status, other.json.problems]).toEqual([400, [expect.objectContaining({ path: "sendAt" })]]);
    expect(unlike.status).toBe(400);
    expect(dry.json).toMatchObject({ dryRun: true, accepted: 1 });
  },
);

api(
  "a call that died in the middle and is repeated after its hour is completed, and sent",
  async ({ world }) => {
    const body = JSON.stringify({ to: [ANA], ...SMS, sendAt: inAnHour() });
    const doomed = doomedInstance(world, 2, "after");
    const died = await endpoint.with(doomed.deps).POST(
      new Request(`${world.origin}/api/messages`, {
        method: "POST",
        headers: { authorization: `Bearer ${API_KEY}`, "content-type": "application/json", ...headers },
        body,
      }),
    );
    await doomed.close();
    expect(died.status).toBe(503);
    expect(await world.database.rows("select accepted_at from batches")).toEqual([{ accepted_at: null }]);
    const again = await twoHoursLater(() => call(world, body, { headers }));
    expect([again.status, again.json.accepted]).toEqual([202, 1]);
  },
);

api("the same call with the same key is the same batch, though its template is gone", async () => {
  const world = await fastWorld();
  try {
    approveContent(world, "We are closed on Friday");
    const asked = { to: [ANA], contentSid: CONTENT_SID };
    const first = await call(world, asked, { headers });
    await world.settle();
    world.twilio.contents.length = 0;
    world.fail("twilio", { status: 500 });
    const { origin } = await world.anotherInstance();
    const again = await call(world, asked, { headers, origin });
    expect([again.status, again.json]).toEqual([202, first.json]);
    expect(receivers(world)).toEqual([ANA]);
  } finally {
    await world.close();
  }
});

commandTest("`npm run send` resumes after its --send-at", async ({ world, command }) => {
  const args = ["--to", ANA, "--channel", "sms", "--body", "Hi", "--yes", "--send-at", inAnHour()];
  expect(await command.run(args)).toMatchObject({ code: 0, errors: "" });
  const again = await twoHoursLater(() => command.run([...args, "--no-watch"]));
  expect(again).toMatchObject({ code: 0, errors: "", out: expect.stringContaining("1 accepted") });
  expect(await world.database.rows("select id from batches")).toHaveLength(1);
});
