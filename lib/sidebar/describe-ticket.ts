import { answersOnTicket } from "../db/sidebar/ticket-answers.ts";
import { customerOfTicket, type TicketCustomer } from "../db/sidebar/ticket-customer.ts";
import { refusalText } from "../domain/notes/refusal-text.ts";
import { CHANNELS, type Channel, PROVIDERS, type Provider } from "../domain/providers.ts";
import { LANGUAGES } from "../domain/replies/languages.ts";
import { whyLeftOut } from "../domain/wording/from-ticket.ts";
import { personName } from "../domain/wording/person-name.ts";
import type { Deps } from "../ports.ts";
import { answerOf, waitingOf, waits } from "./describe-answer.ts";
import { invitationOf } from "./invitation.ts";
import { type Requester, requesterOf, spokenBy } from "./requester.ts";
import type { SidebarState } from "./state.ts";
import { doubtOf } from "./window-doubt.ts";

/** As many as anybody reads beside a ticket. */
const ANSWERS = 50;

/**
 * What the sidebar shows of a ticket that a customer's message opened, or whose requester can be written to.
 * @throws {RefusedError} for any other
 * @throws {UpstreamError} when Zendesk does not say who asked for it
 */
export async function describeTicket(deps: Deps, ticketId: string): Promise<SidebarState> {
  const [customer, messages] = await Promise.all([
    customerOfTicket(deps.db, ticketId),
    answersOnTicket(deps.db, ticketId, { limit: ANSWERS }),
  ]);
  if (!customer?.provider || !customer.channel) return describeRequester(deps, ticketId);
  const { provider, channel, now, windowClosesAt, files } = customer;
  const waiting = messages.filter((message) => waits(message, customer.resting));
  return {
    ticketId,
    customer: shown({ ...customer, ...spokenBy(customer) }, { provider, channel }),
    isBegun: true,
    windowClosesAt: windowClosesAt?.toISOString() ?? null,
    whyNoTemplate: whyNoTemplate(customer, provider),
    windowDoubt: doubtOf({ provider, windowClosesAt, messages }),
    now: now.toISOString(),
    answers: messages.filter((message) => !waiting.includes(message)).map(answerOf),
    waiting: waiting
      .toReversed()
      .map((message) => waitingOf(message, { provider, resting: customer.resting })),
    invitation: invitationOf(deps, { customer, provider, channel, waiting }),
    files: files.map(fileOf),
  };
}

/** Nothing was said yet: a template would begin it. */
async function describeRequester(deps: Deps, ticketId: string): Promise<SidebarState> {
  const requester = await requesterOf(deps, ticketId);
  // Which it goes by is the template's to say.
  const provider = PROVIDERS.find((one) => deps.env[one].configured) ?? PROVIDERS[0];
  return {
    ticketId,
    customer: shown(requester, { provider, channel: "whatsapp" }),
    isBegun: false,
    windowClosesAt: null,
    whyNoTemplate: whyNoTemplate(requester, provider),
    windowDoubt: null,
    now: new Date().toISOString(),
    answers: [],
    waiting: [],
    invitation: { isPossible: false, why: null },
    files: [],
  };
}

function shown(
  { contactId, phone, name, language, chosenLanguage, optedOut, isBlocked, hasWritten }: Requester,
  way: { provider: Provider; channel: Channel },
): NonNullable<SidebarState["customer"]> {
  return {
    name: personName(name),
    maskedNumber: phone === null ? null : `•••• ${phone.slice(-4)}`,
    language,
    chosenLanguage,
    languages: contactId === null ? [] : LANGUAGES,
    optedOut: CHANNELS.filter((one) => optedOut[one]),
    isBlocked,
    isFirstContact: !hasWritten,
    ...way,
    timelineUrl: contactId === null ? null : `/console/contacts/${contactId}`,
  };
}

/** Templates go by WhatsApp, by whatever the customer writes. */
function whyNoTemplate(
  { isBlocked, optedOut }: Pick<Requester, "isBlocked" | "optedOut">,
  provider: Provider,
): string | null {
  const reason = isBlocked ? "blocked" : optedOut.whatsapp ? "opted out" : null;
  return reason && refusalText(whyLeftOut(reason, { provider, channel: "whatsapp" }));
}

function fileOf({ filename, isLost }: TicketCustomer["files"][number]) {
  const why = isLost
    ? "It could not be had from its provider, and will not follow."
    : "Its provider has not served it yet. It follows by itself.";
  return { name: filename ?? "A file without a name", why };
}
