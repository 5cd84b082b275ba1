import { expect } from "vitest";
import { createWorld, testIn, type World } from "../support/world.ts";

const test = testIn(() => createWorld({ env: { WAKE: "queue" } }));

/** A message whose ticket Zendesk refuses once; it is due again. */
async function dueAgain(world: World) {
  world.fail("zendesk", { status: 500 }, { times: 1, when: ({ path }) => path.includes("/tickets") });
  await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "My card was charged twice" });
  await world.deps.drain();
  await world.database.rows("update tasks set due_at = now() where done_at is null");
}

test("the function that the queue calls cannot be reached from outside", async ({ world }) => {
  for (const method of ["GET", "POST"])
    expect((await fetch(`${world.origin}/api/wake`, { method })).status).toBe(404);
});

test("it takes nothing but a delivery of its topic, and does nothing for another", async ({ world }) => {
  const { invoke } = await world.anotherInstance();
  await dueAgain(world);
  const delivery = {
    "ce-type": "com.vercel.queue.v2beta",
    "ce-vqsqueuename": "wake",
    "ce-vqsconsumergroup": "c",
    "ce-vqsmessageid": "m",
    "ce-vqsreceipthandle": "r",
  };
  const forged: Record<string, string>[] = [
    {},
    { "ce-type": "com.vercel.queue.v2beta" },
    { ...delivery, "ce-vqsqueuename": "other" },
    { ...delivery, "ce-type": "com.vercel.queue.v1beta" },
    { ...delivery, "ce-vqsmessageid": "" },
  ];
  const answerTo = async (headers: Record<string, string>) => {
    const init = { method: "POST", body: "{}", headers: { ...headers, "content-type": "application/json" } };
    return (await invoke("/api/wake", new Request("https://tickline.example/api/wake", init))).status;
  };
  for (const headers of forged) expect([headers, await answerTo(headers)]).toEqual([headers, 400]);
  // Without a receipt the queue itself is asked for the message, and knows none of that name.
  expect(await answerTo({ ...delivery, "ce-vqsreceipthandle": "" })).toBe(500);
  expect(world.zendesk.tickets).toEqual([]);
});

test("a delivery with a forged receipt does what is due, as any webhook does, and no more", async ({
  world,
}) => {
  await dueAgain(world);
  const [message] = world.queue.messages;
  if (!message) throw new Error("nobody was asked to wake us");
  const answer = await world.queue.deliver({ ...message, id: "forged" });
  expect(answer?.status).toBe(200);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(message.isAcknowledged).toBe(false);
});
