import { expect } from "vitest";
import { answered, test as assisted } from "../support/assistant.ts";
import { TELLS } from "../support/delivery.ts";
import { REPLIES } from "../support/replies.ts";
import { prompt } from "../support/scripted-model.ts";
import { LINES, lastTicket, settled } from "../support/two-way.ts";
import { createWorld, test, testIn } from "../support/world.ts";

test("within a minute it is said again if it failed, is about another thing, or is lost as well", async ({
  world,
}) => {
  const ana = LINES.twilio(world);
  const hears = async (text: string) => {
    const before = ana.received().length;
    await ana.writes(text);
    return ana.received().slice(before);
  };
  const [help] = await hears("HELP");
  await TELLS.twilio(world, "failed", 63016);
  await settled(world);
  expect(await hears("HELP")).toEqual([help]);
  expect(await hears("HELP")).toEqual([]);

  const unknown = [REPLIES.noSuchApproval("APPROVE")];
  expect(await hears("APPROVE Inv-12")).toEqual(unknown);
  expect(await hears("APPROVE Inv-21")).toEqual(unknown);
  expect(await hears("approve INV-21!")).toEqual([]);

  world.fail(
    "zendesk",
    { status: 422 },
    { when: ({ method, path }) => method === "POST" && path.includes("/tickets") },
  );
  expect(await hears("My card was charged twice")).toEqual([REPLIES.ticketRefused]);
  expect(await hears("I try it once more")).toEqual([REPLIES.ticketRefused]);
});

assisted("the assistant gives the same answer to another question", async ({ world }) => {
  const ana = LINES.twilio(world);
  const answer = "We are open from nine to five.";
  prompt(world, [{ text: answer }, { text: answer }]);
  await ana.writes("When do you open?");
  await answered(world);
  await world.database.rows("update said set said_at = now()");
  await ana.writes("And on Monday?");
  await answered(world);
  expect(ana.received()).toEqual([answer, answer]);
});

const confirming = testIn(() => createWorld({ env: { CONFIRMATIONS: "first" } }));

confirming("where one confirmation a day is wished, one that failed is none", async ({ world }) => {
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  await TELLS.twilio(world, "failed", 63016);
  await settled(world);
  world.zendesk.connectWebhook();
  world.zendesk.close(lastTicket(world).id);
  await settled(world);
  await ana.writes("My parcel is lost");
  expect(ana.received()).toEqual([
    REPLIES.ticketCreated("1001", "My invoice is wrong"),
    REPLIES.ticketCreated("1002", "My parcel is lost"),
  ]);
});
