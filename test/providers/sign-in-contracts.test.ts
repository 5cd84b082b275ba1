import { expect } from "vitest";
import { lapse, openBrowser, peopleOf, SESSION_SECRET, signIn } from "../support/agent-browser.ts";
import { checkedInstance, testContracts } from "../support/contracts.ts";

testContracts(
  "what signing in asks Zendesk satisfies its description (skipped without it beside the project)",
  async ({ world }) => {
    const { env, violations } = await checkedInstance(world, { SESSION_SECRET });
    const instance = await world.anotherInstance({ env });
    const browser = openBrowser(instance);
    expect((await signIn(browser, peopleOf(world).dana)).status).toBe(303);
    await lapse(world, 600);
    expect((await browser.get("/console")).status).toBe(200);
    expect(world.callsTo("GET", "/api/v2/users/me")).toHaveLength(1);
    expect(world.callsTo("GET", `/api/v2/users/${peopleOf(world).dana.id}`)).toHaveLength(1);
    expect(await violations()).toEqual([]);
  },
);
