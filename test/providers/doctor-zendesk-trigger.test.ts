import { describe, expect } from "vitest";
import { triggerPayload } from "../../lib/zendesk/trigger.ts";
import { about, statesOf, zendeskOf } from "../support/examined.ts";
import { test, type World } from "../support/world.ts";

const WEBHOOK = "Webhook for agents' answers";
const TRIGGER = "Trigger of the webhook";

describe("a webhook that a trigger rings", () => {
  const connect = (world: World) => {
    world.zendesk.connectWebhook({ shape: "trigger", triggerTemplate: triggerPayload() });
    const [trigger] = world.zendesk.admin.triggers;
    if (!trigger) throw new Error("no trigger was made");
    return trigger;
  };

  test("is well with its conditions and its JSON, in whatever spacing, and with conditions besides", async ({
    world,
  }) => {
    const trigger = connect(world);
    trigger.conditions.all.push({ field: "brand_id", operator: "is", value: "7" });
    const [[id] = []] = trigger.actions.map(({ value }) => value as string[]);
    const spaced = JSON.stringify(triggerPayload(), null, 4).replaceAll("{{", "{{ ").replaceAll("}}", " }}");
    trigger.actions = [{ field: "notification_webhook", value: [id, spaced] }];
    expect(statesOf(await zendeskOf(world))).toMatchObject({ [WEBHOOK]: "ok", [TRIGGER]: "ok" });
  });

  type Trigger = ReturnType<typeof connect>;
  const sends = (trigger: Trigger, body: string) => {
    for (const action of trigger.actions) action.value = [(action.value as string[])[0], body];
  };

  const give = (condition: object | undefined, value: string) => Object.assign(condition ?? {}, { value });

  test.for<[string, (trigger: Trigger) => unknown, string]>([
    ["none for it", ({ actions }) => actions.splice(0), "No trigger"],
    [
      "one for another webhook",
      (trigger) => Object.assign(trigger.actions[0] ?? {}, { value: ["x", "{}"] }),
      "No trigger",
    ],
    ["an inactive one", (trigger) => Object.assign(trigger, { active: false }), "inactive"],
    ["one for all comments", ({ conditions }) => conditions.all.shift(), "comment_is_public"],
    ["one for private comments", ({ conditions }) => give(conditions.all[0], "false"), "comment_is_public"],
    ["one that spares another channel", ({ conditions }) => give(conditions.all[1], "4"), "current_via_id"],
    ["one that echoes", ({ conditions }) => conditions.all.pop(), "current_via_id"],
    ["one with other JSON", (trigger) => sends(trigger, '{"id": 1}'), "other JSON"],
    ["one without JSON", (trigger) => sends(trigger, "null"), "other JSON"],
    ["one with text", (trigger) => sends(trigger, "Ticket {{ticket.id}}"), "other JSON"],
  ])("is broken with %s", async ([, spoil, says], { world }) => {
    spoil(connect(world));
    const finding = about(await zendeskOf(world), TRIGGER);
    expect(finding).toMatchObject({ state: "broken", says: expect.stringContaining(says) });
    expect(finding.fix).toBeDefined();
  });
});

test("a trigger beyond the first page is found", async ({ world }) => {
  world.zendesk.connectWebhook({ shape: "trigger", triggerTemplate: triggerPayload() });
  const [ours] = world.zendesk.admin.triggers;
  if (!ours) throw new Error("no trigger was made");
  const others = Array.from({ length: 130 }, (_, n) => ({
    ...ours,
    id: n + 1,
    title: `Other ${n}`,
    actions: [],
  }));
  world.zendesk.admin.triggers.unshift(...others);
  expect(about(await zendeskOf(world), TRIGGER)).toMatchObject({ state: "ok" });
});
