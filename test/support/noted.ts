import { HAND_OVER_REASONS } from "../../lib/domain/assistant/outcomes.ts";
import { ENGLISH } from "../../lib/domain/failures/failure-reason.ts";
import type { FailureWords } from "../../lib/domain/failures/said/words.ts";
import type { NoteCatalogue } from "../../lib/domain/notes/catalogue.ts";
import { en } from "../../lib/domain/notes/en.ts";
import type { NoFile, Refusal } from "../../lib/domain/notes/refusal.ts";
import type { Language } from "../../lib/domain/replies/languages.ts";
import { type Asked, type Notes, notesOf } from "../../lib/domain/wording/notes.ts";
import type { TicketMessage } from "../../lib/domain/wording/ticket-text.ts";

const AT = new Date("2026-11-09T08:05:00Z");
const WORDS = "Wi-Fi 6E";
const URL = "https://tickline.example/console";
const FILLED = {
  ...{ provider: "Twilio", name: "order_update", language: "pt_BR", status: "404", type: "application/zip" },
  ...{ tags: "a, b", field: "Order", setting: "WHATSAPP_TEMPLATE_FIELDS", reason: WORDS, why: WORDS },
};
const ASKED: Asked[] = ["by an invitation", "by an agent's template", "in vain", "by nothing"];

const namesOf = <Group extends object>(group: Group) => Object.keys(group) as (keyof Group)[];

/** All that agents may read on tickets in a language, put together as it is written there: one page for somebody who knows it. */
export function notePageOf(catalogue: NoteCatalogue, language: Language, words: FailureWords | null): string {
  const notes = notesOf(catalogue, language, words);
  return [
    ...aboutReplies(notes),
    ...aboutWhatWasSent(notes),
    ...aboutTheCustomersWords(notes),
    ...byOthers(notes),
    ...fromTicket(notes),
    ...whyMessagesFail(words),
  ].join("\n\n");
}

function whyMessagesFail(words: FailureWords | null): string[] {
  return words ? namesOf(ENGLISH).map((name) => `${words.reasons[name]}\n${words.nextSteps[name]}`) : [];
}

function aboutReplies({ unwelcome, ...notes }: Notes): string[] {
  return [
    ...ASKED.map((asked) => notes.held({ lastWrittenAt: AT, asked })),
    notes.held({ lastWrittenAt: null, asked: "in vain" }),
    notes.providerAway,
    unwelcome.stop("whatsapp"),
    unwelcome.refusal("sms"),
    unwelcome.blocked(),
    unwelcome.before(),
    notes.forAnother,
    notes.unread,
    notes.late([AT, AT].map(notes.moment).join(", ")),
    notes.windowCloses(AT),
    notes.windowClosed(AT),
  ];
}

function aboutWhatWasSent(notes: Notes): string[] {
  const photo = notes.mention({ kind: "image", body: "" });
  return [
    notes.undelivered(photo, "twilio", "63024"),
    notes.unconfirmed(`"${WORDS}"`),
    notes.confirmed(photo),
    ...[1, 2, 5].flatMap((parts) => [notes.delivered(photo, AT, parts), notes.read(photo, AT, parts)]),
    ...(["good", "so-so", "bad"] as const).map(notes.rated),
    notes.ratedWhy(WORDS),
    ...(["approved", "rejected"] as const).map((decision) => notes.decided("A-123", decision)),
  ];
}

function aboutTheCustomersWords(notes: Notes): string[] {
  const message: TicketMessage = { kind: "text", body: WORDS, media: [], detail: {} };
  const location = { latitude: "-33.8568", longitude: "151.2153" };
  const files = namesOf(en.files).map((name): NoFile => ({ name, variables: FILLED }));
  return [
    ...(["text", "reaction", "edit", "revoke"] as const).map((kind) =>
      notes.commentText({ ...message, kind, quoted: message }, []),
    ),
    ...namesOf(en.kinds).map((kind) => notes.commentText({ ...message, kind, body: "" }, [])),
    notes.commentText(
      { ...message, detail: { forwarded: true, location, referral: { headline: WORDS } }, recoveredFrom: AT },
      files.map((why, index) => notes.notAttached(index, why, index === 0)),
    ),
    notes.lateAttachment(0, null),
    ...files.slice(0, 1).map((why) => notes.lateAttachment(0, why)),
    notes.lost(AT, URL),
    notes.attachmentLost(1, AT, null),
  ];
}

function byOthers(notes: Notes): string[] {
  const line = { via: null, kind: "text", body: WORDS, isForgotten: false, isLost: false, at: AT } as const;
  const said = { ...line, direction: "inbound" } as const;
  const answer = { ...line, direction: "outbound" } as const;
  const transcript = notes.transcript([
    said,
    { ...said, body: "" },
    { ...answer, isLost: true },
    { ...answer, via: "standby", isForgotten: true },
  ]);
  const tooLong = Array.from({ length: 30 }, () => ({ ...said, body: "x".repeat(1000) }));
  return [
    notes.inBusinessApp({ kind: "text", body: WORDS }),
    notes.byMetasAgent({ kind: "image", body: "" }),
    notes.answeredByMeta(transcript),
    notes.answeredByAssistant(notes.transcript(tooLong).split("\n").slice(0, 1).join()),
    notes.fromAssistant({ why: null, summary: WORDS, transcript }),
    ...HAND_OVER_REASONS.map((why) => notes.fromAssistant({ why, summary: "", transcript: "" })),
  ];
}

function fromTicket({ fromTicket: notes, refusal }: Notes): string[] {
  const refusals = namesOf(en.refusals).map((name): Refusal => ({ name, variables: FILLED }));
  return [
    notes.sent({ text: WORDS, name: FILLED.name, language: FILLED.language, by: null, isFirst: true }),
    notes.invited("Ana"),
    notes.tagStays("whatsapp_start"),
    notes.tagWentLate("whatsapp_start"),
    notes.tagTooOften("whatsapp_start", 5),
    notes.tagsUnread,
    notes.dropped(FILLED.name, refusal({ name: "optedOut", variables: FILLED })),
    notes.tagRefused("whatsapp_start", refusal({ name: "closed", variables: FILLED })),
    ...refusals.map(refusal),
  ];
}
