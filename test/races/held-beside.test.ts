import pg from "pg";
import { expect, vi } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { createUpstreamFetch } from "../../lib/http/upstream.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { storeWithoutWork } from "../support/doomed-instance.ts";
import { test, type World } from "../support/world.ts";

const HELD = ["contact_logs", "tasks where kind = 'file-message'"];

test.for(HELD)(
  "somebody holds %s while a ticket is made: the instance goes on with others' tasks",
  async (rows, { world }) => {
    const holder = new pg.Client({ connectionString: world.database.url });
    await holder.connect();
    await holder.query("begin");
    await storeWithoutWork(world, "whatsapp:+14155550100", "My card was charged twice", []);
    const hold = vi.fn(() => holder.query(`select from ${rows} for update`));
    const deps = withTicketsMade(world, hold);
    try {
      const first = deps.drain();
      await vi.waitFor(() => expect(hold).toHaveBeenCalled(), { timeout: 60_000 });
      await storeWithoutWork(world, "whatsapp:+14155550199", "Somebody else has a question", []);
      const second = deps.drain();
      const receivers = () => world.twilio.sent.map(({ to }) => to);
      await vi.waitFor(() => expect(receivers()).toEqual(["whatsapp:+14155550199"]), { timeout: 60_000 });
      await holder.query("rollback");
      await Promise.all([first, second]);
    } finally {
      await holder.end();
      await deps.close();
    }
  },
);

/** An instance to which something happens just after its first ticket was made. */
function withTicketsMade(world: World, happens: () => Promise<unknown>) {
  const fetchUpstream = createUpstreamFetch(parseEnv(world.env));
  const nothing = () => {};
  let tickets = 0;
  return createDeps(world.env, {
    patienceMs: 0,
    log: { info: nothing, warn: nothing, error: nothing, debug: nothing },
    async fetchUpstream(upstream, url, init) {
      const answer = await fetchUpstream(upstream, url, init);
      const isTicket = init?.method === "POST" && /\/tickets(\.json)?$/.test(new URL(String(url)).pathname);
      if (isTicket) tickets += 1;
      if (isTicket && tickets === 1) await happens();
      return answer;
    },
  });
}
