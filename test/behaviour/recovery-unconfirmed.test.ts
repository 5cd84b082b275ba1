import { expect } from "vitest";
import { answerOnceMore, notesOf } from "../support/delivery.ts";
import { daysPass, everything, recover } from "../support/recovery.ts";
import { LINES, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const ANSWER = "We look into it";
const isSend = ({ method, path }: { method: string; path: string }) =>
  method === "POST" && /\/messages(\.json)?$/i.test(path);

/** An agent's answer of which nobody knows whether it was sent, for so many hours. */
async function unconfirmed(world: World, provider: "twilio" | "meta", hours: number): Promise<void> {
  world.zendesk.connectWebhook();
  await LINES[provider](world).writes("My invoice is wrong");
  world.fail(provider, "drop-after", { times: 1, when: isSend });
  await answerOnceMore(world, ANSWER);
  world.heal();
  // The log has it in other words at first.
  if (provider === "twilio") Object.assign(world.twilio.sent.at(-1) ?? {}, { body: "" });
  for (let n = 0; n < 5; n += 1) {
    await world.later(30);
    await settled(world);
  }
  await hoursPass(world, hours);
  expect(noted(world)).toEqual([`May not have arrived: "${ANSWER}"`]);
}

/** The keys of what was told of it hold the moment since when. */
async function hoursPass(world: World, hours: number): Promise<void> {
  const moment = (at: string) => `to_char((${at}) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  await world.database.rows(
    `with aged as (
       update contact_logs l set unsure_at = l.unsure_at - make_interval(hours => $1) where unsure_at is not null
       returning l.id, ${moment("l.unsure_at + make_interval(hours => $1)")} as before, ${moment("l.unsure_at")} as after
     )
     update tasks t set dedupe_key = replace(t.dedupe_key, a.before, a.after) from aged a where t.dedupe_key like a.id || '%'`,
    [hours],
  );
}

const noted = (world: World) => notesOf(world).map(({ body }) => body.split("\n")[0]);
const answered = (world: World) =>
  world.database.rows("select status, error_code from contact_logs where zendesk_comment_id is not null");

test("an unconfirmed answer that Twilio's log has by now was sent", async ({ world }) => {
  await unconfirmed(world, "twilio", 3);
  Object.assign(world.twilio.sent.at(-1) ?? {}, { body: ANSWER });
  expect(await recover(world)).toEqual({ unconfirmed: 1 });
  expect(await answered(world)).toMatchObject([{ status: "queued" }]);
  expect(noted(world).at(-1)).toContain("It was sent after all");
  expect(world.twilio.sent).toHaveLength(2);
});

test("one that Twilio's log has no trace of was not sent: it fails, and is not sent again", async ({
  world,
}) => {
  await unconfirmed(world, "twilio", 3);
  const lost = world.twilio.sent.at(-1);
  world.twilio.messages.splice(
    world.twilio.messages.findIndex(({ sid }) => sid === lost?.sid),
    1,
  );
  expect(await recover(world)).toEqual({ unconfirmed: 1 });
  expect(await answered(world)).toEqual([{ status: "failed", error_code: "never-sent" }]);
  expect(notesOf(world).at(-1)?.body).toContain("was never sent");
  expect(world.twilio.sent).toHaveLength(1);
});

test.for(["twilio", "meta"] as const)(
  "%s: of which nobody can say, it fails after three days, and its ticket hears why, once",
  async (provider, { world }) => {
    await unconfirmed(world, provider, 2 * 24);
    expect(await recover(world, { upstream: provider })).toEqual({});
    await hoursPass(world, 24);
    await daysPass(world);
    expect(await recover(world, { upstream: provider })).toEqual({ unconfirmed: 1 });
    expect(await answered(world)).toEqual([{ status: "failed", error_code: "never-confirmed" }]);
    expect(noted(world).slice(1)).toEqual([`Not delivered: "${ANSWER}"`]);
    const before = await everything(world);
    await daysPass(world);
    expect(await recover(world, { upstream: provider })).toEqual({});
    expect(await everything(world)).toEqual(before);
  },
);
