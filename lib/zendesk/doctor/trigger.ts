import type { Finding } from "../../domain/findings/finding.ts";
import { parseJson } from "../../http/upstream.ts";
import { triggerPayload } from "../trigger.ts";
import type { Account, Condition, Trigger, Webhook } from "./account.ts";
import { found } from "./findings.ts";

export const TRIGGER = "Trigger of the webhook";

/** An agent's public comment, and not what we wrote ourselves: 5 is the API. */
const CONDITIONS: Condition[] = [
  { field: "comment_is_public", operator: "is", value: "requester_can_see_comment" },
  { field: "current_via_id", operator: "is_not", value: "5" },
];

/** What "Comment is Public" may be as well: without it is known that the requester can see it. */
const AS_GOOD: Record<string, string[]> = { comment_is_public: ["true", "requester_can_see_comment"] };

/** Whether a trigger makes the webhook ring for what agents answer, with the JSON that we read. */
export async function examineTrigger(account: Account, webhook: Webhook, caution: string): Promise<Finding> {
  const trigger = triggerOf(webhook, await account.triggers());
  if (!trigger) {
    return found({
      what: TRIGGER,
      state: "broken",
      says: `No trigger makes "${webhook.name}" ring: agents' answers reach no phone.`,
      expected: `a trigger that notifies "${webhook.name}"`,
      actual: "none",
      cure: "Run npm run setup, or make one in Admin Center, Objects and rules, Triggers, as docs/zendesk.md says.",
      fix: {
        says: `Makes the trigger "Tickline: agents' answers", which notifies "${webhook.name}" of public comments that were not written through the API.${caution}`,
        overwrites: null,
        apply: () => setRight(account, webhook),
      },
    });
  }
  const wrongs = wrongsOf(trigger, webhook);
  if (wrongs.length === 0)
    return found({ what: TRIGGER, state: "ok", says: `"${trigger.title}" makes the webhook ring.` });
  return found({
    what: TRIGGER,
    state: "broken",
    says: `"${trigger.title}": ${wrongs.join(" ")}`,
    expected: `active; ${CONDITIONS.map(({ field, operator, value }) => `${field} ${operator} ${value}`).join(", ")}; the JSON of docs/zendesk.md`,
    cure: "Run npm run setup, or change it in Admin Center, Objects and rules, Triggers, as docs/zendesk.md says.",
    fix: {
      says: `Sets the trigger "${trigger.title}" to active, with these two conditions and this JSON; its other conditions and actions stay.${caution}`,
      overwrites: `the state, the conditions on these fields and the JSON of "${trigger.title}"`,
      apply: () => setRight(account, webhook),
    },
  });
}

/** The trigger that notifies this webhook, an active one first. */
function triggerOf({ id }: Webhook, triggers: Trigger[]): Trigger | undefined {
  const notifying = triggers.filter(({ actions }) => actions.some((action) => notifies(action, id)));
  return notifying.find(({ active }) => active) ?? notifying[0];
}

function notifies({ field, value }: Trigger["actions"][number], webhookId: string): boolean {
  return field === "notification_webhook" && Array.isArray(value) && value[0] === webhookId;
}

function wrongsOf(trigger: Trigger, { id }: Webhook): string[] {
  const all = trigger.conditions.all ?? [];
  const lacking = CONDITIONS.filter((wanted) => !all.some((given) => isAsGood(given, wanted)));
  return [
    !trigger.active && "It is inactive.",
    ...lacking.map(({ field }) => `Its condition on ${field} is missing or another.`),
    !trigger.actions.some((action) => notifies(action, id) && isReadable(action.value)) &&
      "It sends other JSON than is read here.",
  ].filter((wrong) => wrong !== false);
}

function isAsGood(given: Condition, wanted: Condition): boolean {
  const values = AS_GOOD[wanted.field] ?? [String(wanted.value)];
  return (
    given.field === wanted.field && given.operator === wanted.operator && values.includes(String(given.value))
  );
}

/** Whether the body has every placeholder where it is read; what else it has does no harm. */
function isReadable(value: unknown): boolean {
  const body = Array.isArray(value) ? parseJson(String(value[1])) : undefined;
  const given = Object.entries(body ?? {}).map(([name, text]) => [name, String(text).replace(/\s/g, "")]);
  const sent = Object.fromEntries(given);
  return Object.entries(triggerPayload()).every(([name, placeholder]) => sent[name] === placeholder);
}

/** Looks afresh, so that applied twice it makes no second one. */
async function setRight(account: Account, webhook: Webhook): Promise<Record<string, string>> {
  const trigger = triggerOf(webhook, await account.triggers());
  const notification = {
    field: "notification_webhook",
    value: [webhook.id, JSON.stringify(triggerPayload(), null, 2)],
  };
  if (!trigger) {
    await account.createTrigger({
      title: "Tickline: agents' answers",
      active: true,
      conditions: { all: CONDITIONS, any: [] },
      actions: [notification],
    });
  } else if (wrongsOf(trigger, webhook).length > 0) {
    const { all, any } = trigger.conditions;
    const kept = (all ?? []).filter(({ field }) => !CONDITIONS.some((ours) => ours.field === field));
    const others = trigger.actions.filter((action) => !notifies(action, webhook.id));
    await account.updateTrigger({
      id: trigger.id,
      title: trigger.title,
      active: true,
      conditions: { all: [...kept, ...CONDITIONS], any: any ?? [] },
      actions: [...others, notification],
    });
  }
  return {};
}
