import { recordIdentityChange } from "../db/contacts/join-contacts.ts";
import { recordPreferences } from "../db/contacts/preferences.ts";
import { durably } from "../db/durably.ts";
import { insertEchoes } from "../db/messages/insert-echoes.ts";
import { recordHandover } from "../db/messages/standby.ts";
import { type Split, splitRefused } from "../db/split-refused.ts";
import { insertAccountEvents, type NewAccountEvent } from "../db/stats/account-events.ts";
import { markSeen } from "../db/stats/last-seen.ts";
import { keepUnknowns } from "../db/tasks/tasks.ts";
import { recordTemplateNews } from "../db/templates/template-news.ts";
import type { InboundMessage } from "../domain/message.ts";
import type { AccountEvent, MetaWebhook, Misfit } from "../domain/meta-webhook.ts";
import type { Deps } from "../ports.ts";
import { isOwnNumber } from "./own-number.ts";

export type AcceptedWebhook = {
  stored: number;
  duplicates: number;
  echoes: number;
  handovers: number;
  statuses: number;
  events: number;
  misfits: number;
};

/**
 * Stores all that a webhook of Meta's brought, a statement for each kind of thing in it. What nobody could read, and what PostgreSQL refuses, is kept as dead tasks;
 * the rest goes on.
 * @throws {NotDurableError} when PostgreSQL did not confirm all of it; delivered again, what was stored is a duplicate
 */
export async function acceptMetaWebhook(deps: Deps, webhook: MetaWebhook): Promise<AcceptedWebhook> {
  const refused = new Map<object, string>();
  const takenOf = <Item extends object, Taken>(split: Split<Item, Taken>): Taken[] => {
    for (const { item, why } of split.refused) refused.set(item, why);
    return split.taken;
  };
  const messages = webhook.messages.filter((message) => !isOwnNumber(deps, message));
  for (const message of messages) message.isOnlyLogged = await isOnlyLogged(deps, message);
  const echoes = webhook.echoes.filter((echo) => !isOwnNumber(deps, echo));
  for (const echo of echoes) echo.isNoted = echo.via === "business-app" || deps.env.metaAgentTickets;
  // Before the messages: whoever writes under a new id in the same webhook is known by it already. Told again, a change is none.
  for (const change of webhook.identityChanges) {
    const teller = messages.find(({ messageId }) => messageId === change.toldBy);
    if (!teller) continue;
    takenOf(await durably(() => splitRefused([teller], () => recordIdentityChange(deps.db, change))));
  }
  const isStandby =
    messages.some(({ via }) => via === "standby") || echoes.some(({ via }) => via === "standby");
  // So that the doctor can say that Meta's agent is at work.
  if (isStandby) await durably(() => markSeen(deps.db, "meta/standby"));
  // Before their statuses, which then find them.
  if (echoes.length > 0)
    takenOf(await durably(() => splitRefused(echoes, (some) => insertEchoes(deps.db, some))));
  const [received, statuses, events] = await Promise.all([
    messages.length > 0 ? deps.receive(messages) : NOTHING,
    webhook.statuses.length > 0 ? deps.recordStatuses(webhook.statuses) : NOTHING,
    webhook.events.length > 0 ? acceptEvents(deps, webhook.events) : NOTHING,
    keepMisfits(deps, webhook.misfits),
  ]);
  // After the messages: what was said last decides what is filed.
  for (const handover of webhook.handovers)
    takenOf(await durably(() => splitRefused([handover], () => recordHandover(deps.db, handover))));
  const stored = takenOf(received).filter(({ outcome }) => outcome === "stored").length;
  takenOf(statuses);
  takenOf(events);
  await keepMisfits(
    deps,
    Array.from(refused, ([item, why]) => webhook.misfitOf(item, why)),
  );
  const keptOf = (items: object[]) => items.filter((item) => refused.has(item)).length;
  return {
    stored,
    duplicates: Math.max(0, messages.length - stored - keptOf(messages)),
    echoes: webhook.echoes.length - keptOf(webhook.echoes),
    handovers: webhook.handovers.length - keptOf(webhook.handovers),
    statuses: webhook.statuses.length - keptOf(webhook.statuses),
    events: webhook.events.length - keptOf(webhook.events),
    misfits: webhook.misfits.length + refused.size,
  };
}

const NOTHING: Split<never, never> = { taken: [], refused: [] };

async function keepMisfits({ db }: Deps, misfits: Misfit[]): Promise<void> {
  if (misfits.length === 0) return;
  const unknowns = misfits.map(({ path, why, ...misfit }) => ({
    ...misfit,
    kind: "unreadable-element" as const,
    why: `${path}: ${why}`,
  }));
  await durably(() => keepUnknowns(db, unknowns));
}

/** First on record, then obeyed: of two wishes that come at once, or in the wrong order, the later one counts. */
async function acceptEvents({ db }: Deps, events: AccountEvent[]): Promise<Split<NewAccountEvent, never>> {
  const recorded = await durably(() => splitRefused(events, (some) => insertAccountEvents(db, "meta", some)));
  const news = events.flatMap(({ templates }) => templates);
  if (news.length > 0) await durably(() => recordTemplateNews(db, "meta", news));
  const wishes = events.flatMap((event) => event.preferences.map((wish) => ({ event, wish })));
  if (wishes.length === 0) return { taken: [], refused: recorded.refused };
  const obeyed = await durably(() =>
    splitRefused(wishes, (some) =>
      recordPreferences(
        db,
        some.map(({ wish }) => wish),
      ),
    ),
  );
  const disobeyed = obeyed.refused.map(({ item: { event }, why }) => ({ item: event, why }));
  return { taken: [], refused: [...recorded.refused, ...disobeyed] };
}

/** While Meta's agent holds the conversation, we only listen, unless tickets are wanted all the same. STOP and START are heard. */
async function isOnlyLogged({ env }: Deps, message: InboundMessage): Promise<boolean> {
  if (message.via !== "standby" || env.metaAgentTickets) return false;
  const [{ COMMANDS }, { matchCommand }] = await Promise.all([
    import("../commands/index.ts"),
    import("../commands/match.ts"),
  ]);
  return !matchCommand(message, COMMANDS)?.command.isAlwaysHeard;
}
