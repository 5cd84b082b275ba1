import { expect } from "vitest";
import { createUpstreamFetch, type UpstreamFetch } from "../../lib/http/upstream.ts";
import { callContacts } from "../support/contacts.ts";
import { ANA } from "../support/conversations.ts";
import { everythingWeKeep } from "../support/traces.ts";
import { createWorld, test, type World } from "../support/world.ts";

const PHONE = "+14155550100";

const erase = (world: World, origin = world.origin) =>
  callContacts(world, "DELETE", { phone: PHONE }, { origin });

test("messages and erasures at once, at two instances: each message belongs to an erased contact, blank, or to a new one, whole", async ({
  world,
}) => {
  const other = await world.anotherInstance();
  const origins = [world.origin, other.origin];
  for (let round = 0; round < 6; round += 1) {
    const work = Array.from({ length: 24 }, async (_, n) => {
      world.deliver.targetOrigin = origins[n % 2];
      if (n % 4 === 3) return (await erase(world, origins[(n >> 2) % 2])).status;
      return (await world.twilio.receive({ From: ANA, ProfileName: "Ana", Body: `Sentence ${n} of Ana` }))
        .response.status;
    });
    for (const status of await Promise.all(work)) expect([200, 404]).toContain(status);
    await Promise.all([world.settle(), other.deps.drain()]);
  }
  await world.later(400);
  const logs = await world.database.rows<{ body: string; contact_address: string | null; erased: boolean }>(
    "select l.body, l.contact_address, c.phone is null as erased from contact_logs l join contacts c on c.id = l.contact_id where l.direction = 'inbound'",
  );
  expect(logs).toHaveLength(6 * 18);
  for (const { body, contact_address, erased } of logs) {
    expect([erased, body !== "", contact_address !== null]).toEqual(
      erased ? [true, false, false] : [false, true, true],
    );
  }
  expect(logs.filter(({ erased }) => erased).length).toBeGreaterThan(18);
  await erase(world);
  await world.later(400);
  expect((await everythingWeKeep(world)).filter((row) => /4155550100|Ana/.test(row))).toEqual([]);
});

test("erased by eight callers at once: one of them did it, all of them hear that it is done", async ({
  world,
}) => {
  const other = await world.anotherInstance();
  await world.twilio.receive({ From: ANA, ProfileName: "Ana", Body: "My invoice is wrong" });
  const [contact] = await world.database.rows<{ id: string }>("select id from contacts");
  const answers = await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      const origin = n % 2 ? world.origin : other.origin;
      const response = await callContacts(world, "DELETE", { id: contact?.id }, { origin });
      return { status: response.status, ...(await response.json()) };
    }),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(answers.filter(({ erased }) => erased.identity)).toHaveLength(1);
  expect(answers.reduce((sum, { erased }) => sum + erased.messages, 0)).toBe((await world.logs()).length);
});

test("erased while their ticket is being opened: minutes later nothing of it is left with us", async () => {
  let erased: Response | undefined;
  const fetchUpstream: UpstreamFetch = async (upstream, url, init) => {
    if (init?.method === "POST" && url.includes("/tickets")) erased ??= await erase(world);
    return createUpstreamFetch(world.deps.env)(upstream, url, init);
  };
  const world = await createWorld({ deps: { fetchUpstream } });
  try {
    await world.twilio.receive({ From: ANA, ProfileName: "Ana", Body: "My invoice is wrong" });
    await world.settle();
    expect(erased?.status).toBe(200);
    expect(world.zendesk.tickets).toHaveLength(1);
    await world.later(400);
    expect((await everythingWeKeep(world)).filter((row) => /4155550100|Ana|invoice/.test(row))).toEqual([]);
    expect(world.twilio.sent).toEqual([]);
    expect(await world.tasks("sweep-erased")).toMatchObject([{ done_at: expect.any(Date) }]);
  } finally {
    await world.close();
  }
});
