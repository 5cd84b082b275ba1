import { expect } from "vitest";
import { createUpstreamFetch, type UpstreamFetch } from "../../lib/http/upstream.ts";
import { LINES } from "../support/two-way.ts";
import { test as base, createWorld, type World } from "../support/world.ts";

type Courtesy = (world: World, init: RequestInit | undefined) => Promise<Response>;

/** A world in which each typing indicator does what the test says. */
const test = base.extend<{ courteous: (courtesy: Courtesy) => Promise<World> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  courteous: async ({}, use) => {
    const worlds: (World & { close(): Promise<void> })[] = [];
    await use(async (courtesy) => {
      let fetchUpstream: UpstreamFetch = () => Promise.reject(new Error("not yet"));
      const world = await createWorld({
        deps: { fetchUpstream: (upstream, url, init) => fetchUpstream(upstream, url, init) },
      });
      const usual = createUpstreamFetch({ upstreamOrigin: world.env.UPSTREAM_ORIGIN });
      fetchUpstream = (upstream, url, init) =>
        String(init?.body).includes("typing_indicator") ? courtesy(world, init) : usual(upstream, url, init);
      worlds.push(world);
      return world;
    });
    for (const world of worlds) await world.close();
  },
});

const isCourtesy = ({ body }: { body: unknown }) => JSON.stringify(body ?? null).includes("typing_indicator");

test("what a customer is promised stands while a typing indicator hangs", async ({ courteous }) => {
  const stood: boolean[] = [];
  const world = await courteous(async ({ database }) => {
    let rows: unknown[] = [];
    for (let n = 0; n < 300 && rows.length === 0; n += 1) {
      rows = await database.rows("select 1 from tasks where kind = 'file-message'");
    }
    stood.push(rows.length === 1);
    return new Response("{}");
  });
  await LINES.meta(world).writes("My invoice is wrong");
  expect(stood).toEqual([true]);
  expect(LINES.meta(world).received()).toEqual([expect.stringContaining("Ticket #")]);
});

test("a typing indicator that hangs is given up, and the next customers go without", async ({
  courteous,
}) => {
  let asked = 0;
  const world = await courteous((_, init) => {
    asked += 1;
    return new Promise((_resolve, reject) => {
      init?.signal?.addEventListener("abort", () => reject(new Error("given up")));
    });
  });
  for (const wa_id of ["14155550131", "14155550132", "14155550133"]) {
    await LINES.meta(world, wa_id).writes("My invoice is wrong");
    expect(LINES.meta(world, wa_id).received()).toHaveLength(1);
  }
  expect(asked).toBe(1);
  const said = "meta did not show that a message was read";
  expect(world.logged.filter(({ message }) => message === said)).toHaveLength(1);
  expect((await world.tasks()).map(({ attempts }) => attempts)).not.toContain(2);
});

test("one message whose typing indicator Meta refuses keeps the next customer's from nobody", async ({
  world,
}) => {
  world.fail("meta", { status: 400 }, { times: 1, when: isCourtesy });
  await LINES.meta(world, "14155550141").writes("My invoice is wrong");
  await LINES.meta(world, "14155550142").writes("My parcel is late");
  expect(world.calls.filter(isCourtesy).map(({ status }) => status)).toEqual([400, 200]);
});

test("a provider that is left alone for now is asked for no typing indicator", async ({ world }) => {
  await world.database.rows(
    "insert into upstream_pauses (upstream, paused_until, reason) values ('meta', now() + interval '1 minute', 'a test')",
  );
  await LINES.meta(world).writes("My invoice is wrong");
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(world.calls.filter(isCourtesy)).toEqual([]);
  await world.later(70);
  expect(LINES.meta(world).received()).toHaveLength(1);
});
