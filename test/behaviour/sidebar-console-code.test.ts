import { expect } from "vitest";
import { useCode } from "../../lib/db/access/one-time-codes.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { lastTicket } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const test = testIn(() => createWorld({ env: SIDEBAR_ENV }));
const sidebarOf = (world: World) => openSidebar(world, world.zendesk.agents[0] ?? expect.unreachable());

test("a code opens the console at the customer's timeline, once, and leads where we said", async ({
  world,
}) => {
  await CUSTOMERS.WhatsApp(world).writes("Where is my order?");
  const sidebar = await sidebarOf(world);
  const answer = await sidebar.post("/console-code", {
    ticketId: String(lastTicket(world).id),
    to: "https://evil.example",
  });
  const { url } = await answer.json();
  expect(url).toMatch(/^\/console\/enter\?code=[\w-]{43}$/);
  const code = url.split("=")[1];
  const kept = JSON.stringify(await world.database.rows("select * from one_time_codes"));
  expect(kept).not.toContain(code);
  const use = (secret = SIDEBAR_ENV.SESSION_SECRET, what: "console" | "state" = "console") =>
    useCode(world.deps.db, { secret, what, code });
  expect(await use("another-secret")).toBeNull();
  expect(await use(undefined, "state")).toBeNull();
  const used = await Promise.all([use(), use(), use()]);
  expect(used.filter((one) => one !== null)).toEqual([
    {
      agentId: String(world.zendesk.agents[0]?.id),
      to: expect.stringMatching(/^\/console\/contacts\/[\w-]{36}$/),
    },
  ]);
});

test("a code that nobody used for a minute is worth nothing, and goes with the next one", async ({
  world,
}) => {
  await CUSTOMERS.WhatsApp(world).writes("Where is my order?");
  const sidebar = await sidebarOf(world);
  const ticketId = String(lastTicket(world).id);
  const { url } = await (await sidebar.post("/console-code", { ticketId })).json();
  await world.database.rows("update one_time_codes set expires_at = expires_at - interval '61 seconds'");
  const used = await useCode(world.deps.db, {
    secret: SIDEBAR_ENV.SESSION_SECRET,
    what: "console",
    code: url.split("=")[1],
  });
  expect(used).toBeNull();
  await world.database.rows("update one_time_codes set expires_at = expires_at - interval '2 hours'");
  await sidebar.post("/console-code", { ticketId });
  expect(await world.database.rows("select expires_at > now() as fresh from one_time_codes")).toEqual([
    { fresh: true },
  ]);
});
