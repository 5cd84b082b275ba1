import { expect } from "vitest";
import { test } from "../support/world.ts";

test("the join is safe while messages of both arrive at once, at two instances", async ({ world }) => {
  const other = await world.anotherInstance();
  const origins = [world.origin, other.origin];
  for (let round = 0; round < 8; round += 1) {
    const number = { wa_id: `1415555${3000 + round}` };
    const id = { user_id: `US.${1000 + round}` };
    await world.meta.receive("By id", { contact: id });
    await world.meta.receive("By number", { contact: number });
    const answers = await Promise.all(
      [number, { ...number, ...id }, id, { ...number, ...id }].map((contact, n) => {
        world.deliver.targetOrigin = origins[n % 2];
        return world.meta.receive(`Message ${n}`, { contact });
      }),
    );
    expect(answers.map(({ response }) => response.status)).toEqual([200, 200, 200, 200]);
  }
  await world.settle();
  expect(await world.logs("inbound")).toHaveLength(48);
  // What was promised to the old one meanwhile may hold on to it, with nothing that is theirs: it goes with the person's next message.
  for (let round = 0; round < 8; round += 1)
    await world.meta.receive("And now?", {
      contact: { wa_id: `1415555${3000 + round}`, user_id: `US.${1000 + round}` },
    });
  await world.settle();
  expect(await world.database.rows("select 1 from contacts")).toHaveLength(8);
  const orphans = await world.database.rows(
    "select 1 from contact_logs where direction = 'inbound' and contact_id is null",
  );
  expect(orphans).toEqual([]);
});
