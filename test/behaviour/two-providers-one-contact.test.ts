import { expect } from "vitest";
import { setRight, TWILIO_AWAY } from "../support/away.ts";
import { test } from "../support/world.ts";

test("while Twilio has suspended the account, whoever wrote an SMS before is answered on Meta's WhatsApp, and by SMS afterwards", async ({
  world,
}) => {
  world.fail("twilio", TWILIO_AWAY["20403"] ?? "hang");
  await world.twilio.receive({ From: "+14155550123", Body: "HELP" });
  await world.settle();
  await world.meta.receive("HELP", { contact: { wa_id: "14155550123", name: "Ana" } });
  await world.settle();
  expect(await world.database.rows("select 1 from contacts")).toHaveLength(1);
  expect(world.meta.sent).toHaveLength(1);
  expect(world.twilio.sent).toEqual([]);
  await setRight(world, "twilio");
  expect(world.twilio.sent).toHaveLength(1);
});
