import { expect, test, vi } from "vitest";
import { type StallingProxy, startStallingProxy } from "../support/stalling-proxy.ts";
import { createWorld, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", Body: "My card was charged twice" };

/** A world whose instance reaches its database through a proxy that can fail. */
async function withProxy(work: (world: World, proxy: StallingProxy) => Promise<void>) {
  const world = await createWorld();
  const proxy = await startStallingProxy(world.database.url);
  const instance = await world.anotherInstance({ env: { DATABASE_URL: proxy.url } });
  world.deliver.targetOrigin = instance.origin;
  try {
    await work(world, proxy);
  } finally {
    await proxy.close();
    await world.close();
  }
}

test.for(["cut", "stalled"] as const)(
  "database %s: 503, no side effect, and the redelivery is stored",
  async (mood) => {
    await withProxy(async (world, proxy) => {
      proxy.set(mood);
      const { response, sid } = await world.twilio.receive(ana);
      expect(response.status).toBe(503);
      expect(await response.text()).toMatch(
        /^The database did not confirm: send this again\. Request \S+\n$/,
      );
      const status = await world.twilio.post("/api/twilio/status", {
        AccountSid: world.env.TWILIO_ACCOUNT_SID ?? "",
        MessageSid: `SM${"f".repeat(32)}`,
        MessageStatus: "sent",
      });
      expect(status.status).toBe(503);
      expect(await world.logs()).toEqual([]);
      expect(world.calls).toEqual([]);

      proxy.set("open");
      expect((await world.twilio.redeliver(sid)).status).toBe(200);
      await world.settle();
      expect(await world.logs("inbound")).toHaveLength(1);
      expect(world.zendesk.tickets).toHaveLength(1);
    });
  },
);

test("the connection is lost between two webhooks: the second is stored all the same", async () => {
  await withProxy(async (world, proxy) => {
    expect((await world.twilio.receive(ana)).response.status).toBe(200);
    await world.settle();
    proxy.set("cut");
    proxy.set("open");
    expect((await world.twilio.receive({ ...ana, Body: "And once more" })).response.status).toBe(200);
  });
});

test("200 webhooks at once while the database stalls: each is refused, none is half stored", async () => {
  await withProxy(async (world, proxy) => {
    proxy.set("stalled");
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        world.twilio.receive({ From: `whatsapp:+1415555${String(1000 + n)}`, Body: "All at the same time" }),
      ),
    );
    expect(new Set(answers.map(({ response }) => response.status))).toEqual(new Set([503]));
    expect(await world.logs()).toEqual([]);
  });
});

test("a migration is missing: 503 naming it, and no SQL", async () => {
  const world = await createWorld({ migrated: false });
  const { response } = await world.twilio.receive(ana);
  expect(response.status).toBe(503);
  const body = await response.text();
  expect(body).toContain("0000_foundation");
  expect(body).not.toMatch(/insert|select|relation/i);
  await world.close();
});

test.for(["cut", "stalled"] as const)(
  "database %s when Zendesk tells of an agent's answer: 409, which Zendesk tries again",
  async (mood) => {
    await withProxy(async (world, proxy) => {
      await world.twilio.receive(ana);
      await world.settle();
      const ticketId = world.zendesk.tickets[0]?.id ?? 0;
      proxy.set(mood);
      const timers = vi.spyOn(globalThis, "setTimeout");
      const refused = await world.zendesk.post({ ticket_id: ticketId });
      expect([refused.status, await refused.text()]).toEqual([
        409,
        expect.stringMatching(/^The database did not confirm: send this again\. Request \S+\n$/),
      ]);
      // Whatever was waited for was to be given up in time for Zendesk, however busy the machine.
      expect(Math.max(0, ...timers.mock.calls.map(([, ms]) => ms ?? 0))).toBeLessThan(4_500);
      timers.mockRestore();
      expect(await world.tasks("relay-comments")).toEqual([]);

      world.zendesk.answer(ticketId, { text: "We look into it" });
      proxy.set("open");
      expect((await world.zendesk.post({ ticket_id: ticketId })).status).toBe(200);
      await world.settle();
      expect(world.twilio.sent.map(({ body }) => body).slice(1)).toEqual(["We look into it"]);
    });
  },
);
