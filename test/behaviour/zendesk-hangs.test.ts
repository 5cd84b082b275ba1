import { afterEach, expect, vi } from "vitest";
import { askSoon } from "../../lib/outbound/ask-soon.ts";
import { lapse, peopleOf, signedInAs } from "../support/agent-browser.ts";
import { openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { ticketFor } from "../support/ticket-templates.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const test = testIn(() => createWorld({ env: SIDEBAR_ENV }));

afterEach(() => void vi.useRealTimers());

const asked = (world: World) => world.calls.filter(({ provider }) => provider === "zendesk").length;
const pause = ({ database }: World) =>
  database.rows(
    "insert into upstream_pauses (upstream, paused_until, reason, pauses, away_since) values ('zendesk', now() + interval '1 hour', 'x', 1, now())",
  );

test("whoever looks at a page waits no longer than three seconds for Zendesk", async ({ world }) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const db: World["deps"]["db"] = { ...world.deps.db, query: async () => [] };
  const answer = askSoon({ db }, "zendesk", () => new Promise(() => {})).catch(({ failure }) => failure);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await answer).toBe("unreachable");
});

test("the sidebar hears at once that Zendesk is away, while it is left alone", async ({ world }) => {
  const { dana, robin } = peopleOf(world);
  const ticket = await ticketFor(world, "+14155550177");
  const [sidebar, other] = [await openSidebar(world, dana), await openSidebar(world, robin)];
  expect((await sidebar.get("/templates")).status).toBe(200);
  const before = asked(world);
  await pause(world);
  // Who Dana is was asked for just now; Robin, and the ticket, were not.
  expect((await sidebar.get("/templates")).status).toBe(200);
  for (const call of [other.get("/templates"), sidebar.get(`/ticket?id=${ticket.id}`)]) {
    const answer = await call;
    expect([answer.status, (await answer.json()).error]).toEqual([503, expect.stringMatching(/^Zendesk /)]);
  }
  expect(asked(world)).toBe(before);
});

test("so does an agent in the console whose session it has not confirmed for an hour", async ({ world }) => {
  const browser = await signedInAs(world, peopleOf(world).dana);
  await lapse(world, 3_700);
  await pause(world);
  const before = asked(world);
  expect((await browser.get("/console")).status).toBe(503);
  expect(asked(world)).toBe(before);
  await world.database.rows("delete from upstream_pauses");
  expect((await browser.get("/console")).status).toBe(200);
});
