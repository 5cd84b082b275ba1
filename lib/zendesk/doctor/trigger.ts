import type { Finding } from "../../domain/findings/finding.ts";
import { parseJson } from "../../http/upstream.ts";
import { solvedTriggerPayload, triggerPayload } from "../trigger.ts";
import type { Account, Condition, Trigger, Webhook } from "./account.ts";
import { found } from "./findings.ts";

export const TRIGGER = "Trigger of the webhook";
export const SOLVED_TRIGGER = "Trigger for solved tickets";

/** What a trigger of ours rings for. */
type Kind = {
  what: string;
  title: string;
  conditions: Condition[];
  payload: Record<string, string>;
  /** What is lost without it. */
  without: string;
  /** When it notifies. */
  rings: string;
};

/** An agent's public comment, and not what we wrote ourselves: 5 is the API. */
export const FOR_ANSWERS: Kind = {
  what: TRIGGER,
  title: "Tickline: agents' answers",
  conditions: [
    { field: "comment_is_public", operator: "is", value: "requester_can_see_comment" },
    { field: "current_via_id", operator: "is_not", value: "5" },
  ],
  payload: triggerPayload(),
  without: "agents' answers reach no phone",
  rings: "of public comments that were not written through the API",
};

/** A ticket that becomes solved, with a comment or without. */
export const FOR_SOLVED: Kind = {
  what: SOLVED_TRIGGER,
  title: "Tickline: solved tickets",
  conditions: [
    { field: "status", operator: "changed", value: null },
    { field: "status", operator: "is", value: "solved" },
  ],
  payload: solvedTriggerPayload(),
  without: "no customer is asked how the help was",
  rings: "when a ticket is solved",
};

/** What "Comment is Public" may be as well: without it is known that the requester can see it. */
const AS_GOOD: Record<string, string[]> = { comment_is_public: ["true", "requester_can_see_comment"] };

/** Whether a trigger makes the webhook ring for what its kind says, with the JSON that we read. */
export async function examineTrigger(
  account: Account,
  webhook: Webhook,
  { kind, caution }: { kind: Kind; caution: string },
): Promise<Finding> {
  const { what, title, conditions, without, rings } = kind;
  const trigger = triggerOf(kind, webhook, await account.triggers());
  if (!trigger) {
    return found({
      what,
      state: "broken",
      says: `No trigger makes "${webhook.name}" ring${kind === FOR_ANSWERS ? "" : ` ${rings}`}: ${without}.`,
      expected: `a trigger that notifies "${webhook.name}"`,
      actual: "none",
      cure: "Run npm run setup, or make one in Admin Center, Objects and rules, Triggers, as docs/zendesk.md says.",
      fix: {
        says: `Makes the trigger "${title}", which notifies "${webhook.name}" ${rings}.${caution}`,
        overwrites: null,
        apply: () => setRight(kind, account, webhook),
      },
    });
  }
  const wrongs = wrongsOf(kind, trigger, webhook);
  if (wrongs.length === 0)
    return found({ what, state: "ok", says: `"${trigger.title}" makes the webhook ring.` });
  return found({
    what,
    state: "broken",
    says: `"${trigger.title}": ${wrongs.join(" ")}`,
    expected: `active; ${conditions.map(({ field, operator, value }) => `${field} ${operator} ${value}`).join(", ")}; the JSON of docs/zendesk.md`,
    cure: "Run npm run setup, or change it in Admin Center, Objects and rules, Triggers, as docs/zendesk.md says.",
    fix: {
      says: `Sets the trigger "${trigger.title}" to active, with these two conditions and this JSON; its other conditions and actions stay.${caution}`,
      overwrites: `the state, the conditions on these fields and the JSON of "${trigger.title}"`,
      apply: () => setRight(kind, account, webhook),
    },
  });
}

/** The trigger of a kind that notifies this webhook, an active one first. What says nothing else is for answers. */
function triggerOf(kind: Kind, { id }: Webhook, triggers: Trigger[]): Trigger | undefined {
  const notifying = triggers.filter(({ actions }) =>
    actions.some((action) => notifies(action, id) && isForSolved(action.value) === (kind === FOR_SOLVED)),
  );
  return notifying.find(({ active }) => active) ?? notifying[0];
}

function notifies({ field, value }: Trigger["actions"][number], webhookId: string): boolean {
  return field === "notification_webhook" && Array.isArray(value) && value[0] === webhookId;
}

function isForSolved(value: unknown): boolean {
  return sentIn(value).happened === FOR_SOLVED.payload.happened;
}

function wrongsOf({ conditions, payload }: Kind, trigger: Trigger, { id }: Webhook): string[] {
  const all = trigger.conditions.all ?? [];
  const lacking = conditions.filter((wanted) => !all.some((given) => isAsGood(given, wanted)));
  return [
    !trigger.active && "It is inactive.",
    ...lacking.map(({ field }) => `Its condition on ${field} is missing or another.`),
    !trigger.actions.some((action) => notifies(action, id) && isReadable(payload, action.value)) &&
      "It sends other JSON than is read here.",
  ].filter((wrong) => wrong !== false);
}

function isAsGood(given: Condition, wanted: Condition): boolean {
  const values = AS_GOOD[wanted.field] ?? [String(wanted.value ?? "")];
  return (
    given.field === wanted.field &&
    given.operator === wanted.operator &&
    values.includes(String(given.value ?? ""))
  );
}

/** Whether the body has every placeholder where it is read; what else it has does no harm. */
function isReadable(payload: Kind["payload"], value: unknown): boolean {
  const sent = sentIn(value);
  return Object.entries(payload).every(([name, placeholder]) => sent[name] === placeholder);
}

/** What a notification's body sends, whatever its spacing. */
function sentIn(value: unknown): Record<string, string> {
  const body = Array.isArray(value) ? parseJson(String(value[1])) : undefined;
  const given = Object.entries(body ?? {}).map(([name, text]) => [name, String(text).replace(/\s/g, "")]);
  return Object.fromEntries(given);
}

/** Looks afresh, so that applied twice it makes no second one. */
async function setRight(kind: Kind, account: Account, webhook: Webhook): Promise<Record<string, string>> {
  const { title, conditions, payload } = kind;
  const trigger = triggerOf(kind, webhook, await account.triggers());
  const notification = {
    field: "notification_webhook",
    value: [webhook.id, JSON.stringify(payload, null, 2)],
  };
  if (!trigger) {
    await account.createTrigger({
      title,
      active: true,
      conditions: { all: conditions, any: [] },
      actions: [notification],
    });
  } else if (wrongsOf(kind, trigger, webhook).length > 0) {
    const { all, any } = trigger.conditions;
    const kept = (all ?? []).filter(({ field }) => !conditions.some((ours) => ours.field === field));
    const others = trigger.actions.filter((action) => !notifies(action, webhook.id));
    await account.updateTrigger({
      id: trigger.id,
      title: trigger.title,
      active: true,
      conditions: { all: [...kept, ...conditions], any: any ?? [] },
      actions: [...others, notification],
    });
  }
  return {};
}
