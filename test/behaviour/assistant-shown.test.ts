import { expect } from "vitest";
import { HAND_OVER_LABELS } from "../../lib/domain/wording/hand-over.ts";
import { patient, test } from "../support/assistant.ts";
import { visit } from "../support/console.ts";
import { cronCalls, daysPass, everything, recover } from "../support/recovery.ts";
import { statsOf } from "../support/stats.ts";
import type { World } from "../support/world.ts";

async function read(world: World, path: string): Promise<string> {
  const page = await visit(world, path);
  expect(page.status).toBe(200);
  return (await page.text()).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

test("a conversation with the assistant is told on its timeline, and counted on the overview", async ({
  world,
}) => {
  const customer = patient(world);
  world.model.says.push(
    { tool: "search_knowledge", input: { query: "reset my password", language: "en" } },
    { text: "Open https://acme.example/reset and follow the mail." },
  );
  await customer.writes("How do I reset my password?");
  await customer.writes("I have chest pain");
  const [contact] = await world.database.rows<{ id: string }>("select id from contacts");
  const timeline = await read(world, `/contacts/${contact?.id}`);
  expect(timeline).toMatch(
    /Open https:\/\/acme\.example\/reset and follow the mail\. WhatsApp, answered by the assistant .*?Model scripted Tokens [\d,]+ in, [\d,]+ out Took [\d,]+ ms, 2 steps Tools search_knowledge /,
  );
  expect(timeline).toContain(`Handed over: ${HAND_OVER_LABELS.unsafe} I have chest pain WhatsApp`);
  expect(await read(world, "")).toMatch(
    /Answered 1 \(50 %\) Answered, with a ticket 0 Handed over 1 \(50 %\) Tokens a turn, median \d/,
  );
  expect((await statsOf(world)).assistant).toMatchObject({
    answered: 1,
    handedOver: [{ why: "unsafe", count: 1 }],
    monthlyTokens: 5_000_000,
    cost: null,
  });
});

test("what the assistant answered is nothing that a look finds missing: it is filed by none, nor answered again", async ({
  world,
}) => {
  world.model.says.push({ text: "Rest, and drink some water." });
  await patient(world).writes("I have a headache");
  await world.database.rows(
    "update contact_logs set created_at = created_at - interval '1 day', sent_at = now() - interval '1 day'",
  );
  await cronCalls(world);
  const before = await everything(world);
  await daysPass(world);
  for (const upstream of ["twilio", "zendesk"] as const)
    expect(Object.values(await recover(world, { upstream })).filter(Boolean)).toEqual([]);
  expect(await everything(world)).toEqual(before);
  expect(world.zendesk.tickets).toEqual([]);
  expect(world.model.asked).toHaveLength(1);
});
