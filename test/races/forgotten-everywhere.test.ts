import { expect } from "vitest";
import { eraseContact } from "../../lib/contacts/erase-contact.ts";
import { BY_PASSWORD } from "../support/audit.ts";
import { dieAtEachStep } from "../support/doomed-instance.ts";
import { arrived, receiptOf, stillTold } from "../support/forgotten.ts";
import { settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const customer = (step: number) => `+1415555${7000 + step}`;

/** Somebody with one message with a photo is erased everywhere by an instance that died before it began the work; all of it is due. */
async function eraseWithoutWork(world: World, phone: string): Promise<void> {
  const photo = { contentType: "image/jpeg", bytes: Buffer.from("a photo of Zqana") };
  const fields = { From: `whatsapp:${phone}`, ProfileName: "Zqana", Body: "Zqana: my invoice is wrong" };
  await world.twilio.receiveMedia(fields, [photo]);
  await settled(world);
  arrived(world);
  await eraseContact(world.deps, { phone }, { everywhere: true, actor: BY_PASSWORD });
  await minutesPass(world);
}

const minutesPass = (world: World) =>
  world.database.rows(
    "update tasks set due_at = due_at - interval '7 minutes', created_at = created_at - interval '7 minutes' where done_at is null",
  );

test("killed before each single step: the next worker goes on, all is forgotten, and the receipt comes to its end", {
  timeout: 300_000,
}, async ({ world }) => {
  const steps = await dieAtEachStep(world, {
    most: 120,
    prepare: (step) => eraseWithoutWork(world, customer(step)),
    async check() {
      for (let n = 0; n < 3; n += 1) await world.later(400);
      expect(stillTold(world)).toEqual([]);
      const [{ id = "" } = {}] = await world.database.rows<{ id: string }>(
        "select id from erasures order by created_at desc limit 1",
      );
      const receipt = await receiptOf(world, id);
      expect(receipt.state).toBe("finished");
      expect([receipt.twilio?.refused, receipt.zendesk?.refused]).toEqual([0, 0]);
    },
  });
  expect(steps).toBeGreaterThan(30);
});
