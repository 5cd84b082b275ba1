import { expect } from "vitest";
import { newSetup } from "../sandbox/meta/setup-state.ts";
import { checkedInstance, testContracts } from "../support/contracts.ts";
import { complaints, inOrder, metaFindings } from "../support/meta-setup.ts";

/** Meta's description has neither these paths nor what can be asked of a number. */
const UNDESCRIBED =
  /^\/v23\.0\/(debug_token|\d+\/(subscriptions|message_templates|conversational_automation)|106540352242922)$/;

testContracts(
  "examining and setting up asks of the business account what Meta describes (skipped without its description)",
  async ({ world }) => {
    const { env, violations } = await checkedInstance(world, { WHATSAPP_REPLY_TEMPLATE: "reply_later:en" });
    const { deps } = await world.anotherInstance({ env });
    const setup = inOrder(world);
    const { templates } = setup.account;
    Object.assign(setup, newSetup(world.deliver.meta));
    setup.account.templates = templates;
    for (const { fix } of Object.values(await metaFindings(deps))) await fix?.apply();
    setup.numberOverride = "https://other.example/";
    Object.assign(setup.account.subscribedApps[0] ?? {}, { override: "https://other.example/" });
    for (const { fix } of Object.values(await metaFindings(deps))) await fix?.apply();
    expect(complaints(await metaFindings(deps))).toEqual([]);

    expect(world.callsTo("GET", "/phone_numbers")).toHaveLength(3);
    expect(world.callsTo("POST", "/subscribed_apps")).toHaveLength(2);
    const found = (await violations()) as { host: string; path: string }[];
    const described = found.filter(
      ({ host, path }) => host === "graph.facebook.com" && !UNDESCRIBED.test(path),
    );
    expect(described).toEqual([]);
  },
);
