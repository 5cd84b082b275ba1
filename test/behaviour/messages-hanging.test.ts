import { expect, test } from "vitest";
import { call, fastWorld, isTo, numbers } from "../support/messages-api.ts";

/** More than the rate lets go in a slice of a worker's time. */
const COUNT = 150;
const RATE = "60";

test("while a call hangs, its worker sends what the rate lets go, and the hanging one is left to be looked up", {
  timeout: 60_000,
}, async () => {
  const world = await fastWorld({ SEND_RATE_PER_SECOND: RATE });
  try {
    const [hangs = "", ...others] = numbers(COUNT);
    world.fail("twilio", "hang", { when: isTo(hangs) });
    // Not before one worker is alone.
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const said = { channel: "sms", body: "We are closed", sendAt };
    const { json } = await call(world, { to: [hangs, ...others], ...said });
    await world.database.rows("update tasks set done_at = now() where payload->>'worker' <> '1'");
    await world.database.rows("update contact_logs set due_at = now()");
    await world.database.rows("update tasks set due_at = now()");
    const settled = world.settle();
    const unanswered = () =>
      world.database.rows<{ phone: string; isToBeLookedUp: boolean; claims: number }>(
        `select c.phone, t.claims, l.handed_over_at is not null and l.unsure_at is null and t.done_at is null as "isToBeLookedUp"
         from contact_logs l join contacts c on c.id = l.contact_id
         join tasks t on t.payload->>'batchId' = l.batch_id::text and t.payload->>'worker' = '1'
         where l.batch_id = $1 and l.twilio_message_sid is null`,
        [json.batchId],
      );
    const isBegun = ({ phone, isToBeLookedUp }: { phone: string; isToBeLookedUp: boolean }) =>
      phone === hangs && isToBeLookedUp;
    let left = await unanswered();
    // Before that, a worker whom the pace gives nothing leaves its place and comes again.
    while (!left.some(isBegun)) left = await unanswered();
    const { claims } = left.find(isBegun) ?? { claims: 0 };
    while (left.length > 1) left = await unanswered();
    await settled;
    expect([left, await unanswered()]).toEqual([
      // All others went in the turn that the hanging call was begun in.
      [{ phone: hangs, isToBeLookedUp: true, claims }],
      [{ phone: hangs, isToBeLookedUp: true, claims: expect.any(Number) }],
    ]);
  } finally {
    await world.close();
  }
});
