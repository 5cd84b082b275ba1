import { expect } from "vitest";
import type { Upstream } from "../../lib/domain/providers.ts";
import { answersAtAll } from "../../lib/health/answers-at-all.ts";
import type { Fault } from "../sandbox/upstreams/faults.ts";
import { createWorld, test } from "../support/world.ts";

const UPSTREAMS: Upstream[] = ["twilio", "meta", "zendesk"];

test.for(UPSTREAMS)("%s answers a cheap call, which changes nothing there", async (upstream, { world }) => {
  expect(await answersAtAll(world.deps, upstream)).toBe(true);
  const asked = world.calls.filter(({ provider, path }) => provider === upstream && path !== "/oauth/tokens");
  expect(asked.map(({ method }) => method)).toEqual(["GET"]);
});

const FAULTS: Fault[] = [
  { status: 500 },
  { status: 429 },
  { status: 401 },
  { status: 403 },
  { status: 402 },
  { status: 404 },
  { status: 301 },
  "html",
  "drop-before",
];

test.for(UPSTREAMS.flatMap((upstream) => FAULTS.map((fault) => ({ upstream, fault }))))(
  "$upstream with $fault does not answer, and does once that is over",
  async ({ upstream, fault }, { world }) => {
    world.fail(upstream, fault);
    expect(await answersAtAll(world.deps, upstream)).toBe(false);
    world.heal();
    expect(await answersAtAll(world.deps, upstream)).toBe(true);
  },
);

test.for(UPSTREAMS)("%s that hangs is waited for in vain for a while only", async (upstream, { world }) => {
  world.fail(upstream, "hang");
  expect(await answersAtAll(world.deps, upstream, { withinMs: 50 })).toBe(false);
});

test("who is not configured does not answer", async () => {
  const world = await createWorld({ env: { WHATSAPP_ACCESS_TOKEN: undefined } });
  expect(await answersAtAll(world.deps, "meta")).toBe(false);
  expect(await answersAtAll(world.deps, "zendesk")).toBe(true);
  await world.close();
});
