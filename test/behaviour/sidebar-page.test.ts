import { expect } from "vitest";
import { load, openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const test = testIn(() => createWorld({ env: SIDEBAR_ENV }));

const agentOf = ({ zendesk }: World) => zendesk.agents[0] ?? expect.unreachable();

test("Zendesk loads the page beside a ticket, and the page's calls are answered", async ({ world }) => {
  const page = await load(
    world,
    world.zendesk.app.signToken(agentOf(world)),
    "?origin=https://acme.zendesk.com",
  );
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const sidebar = await openSidebar(world, agentOf(world));
  const state = await sidebar.get("/ticket?id=1");
  expect(state.headers.get("content-type")).toBe("application/json");
});
