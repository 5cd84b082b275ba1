import { MESSAGE_KINDS, type MessageKind, SAYS_NOTHING } from "../../lib/domain/message.ts";
import type { CommandName, Sentences } from "../../lib/domain/replies/catalogue.ts";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import type { Language } from "../../lib/domain/replies/languages.ts";
import { type Replies, repliesOf } from "../../lib/domain/wording/replies.ts";

const NAMES = Object.keys(CATALOGUES.en.commands) as CommandName[];

/** The replies that are filled with something. */
type Composed = {
  [Name in keyof Replies as Replies[Name] extends (...filled: never[]) => string
    ? Name
    : never]: Replies[Name];
};

type Filled = { [Name in keyof Composed]: Parameters<Composed[Name]>[] };

const WORD = "Wi-Fi 6E";
const TICKET = { id: "123", subject: WORD };

const said = (kind: MessageKind, body = "") => ({ kind, body, detail: {} });
const KINDS_OF_CUSTOMERS = MESSAGE_KINDS.filter((kind) => kind !== "template" && !SAYS_NOTHING.has(kind));

/** What composed replies are filled with, once for each way in which one is put together. */
const filledIn = (language: Language): Filled => ({
  ticketCreated: [["123", WORD]],
  ticketCreatedWhileAway: [["123", WORD, "09:00"]],
  commentRefused: [["123"]],
  welcome: [[null], [{ id: "123", status: "open" }]],
  status: [
    [[]],
    [["new", "open", "pending", "hold", "solved", "closed"].map((status) => ({ ...TICKET, status }))],
  ],
  pending: [
    [{ tickets: [], reminders: [], approvals: [], elsewhere: [] }],
    [
      {
        tickets: [{ ...TICKET, status: "pending" }],
        reminders: [WORD],
        approvals: ["A-123"],
        elsewhere: ["whatsapp", "sms"],
      },
    ],
  ],
  acknowledged: [[WORD]],
  acknowledgeElsewhere: [["whatsapp"], ["sms"]],
  decided: [
    ["A-123", "approved"],
    ["A-123", "rejected"],
  ],
  decidedBefore: [
    ["A-123", "approved"],
    ["A-123", "rejected"],
  ],
  noSuchApproval: [[inCapitals("approve", language)]],
  decideElsewhere: [["whatsapp"], ["sms"]],
  whichApproval: [[inCapitals("reject", language)]],
  optedOut: [["whatsapp"], ["sms"]],
  optedIn: [["whatsapp"], ["sms"]],
  languageChosen: [[nameOf(language)]],
  ratingAsked: [["123", WORD]],
  ratingBySurvey: [["123", WORD, "https://example.com"]],
  invitation: [["123"]],
  wordsOf: [[said("text", WORD)]],
  summary: KINDS_OF_CUSTOMERS.map((kind) => [said(kind)]),
});

/** Every reply, composed of these sentences in each way in which it is put together. */
function composed(sentences: Sentences, language: Language): string[][] {
  const filled = filledIn(language);
  const { language: _, ...replies } = repliesOf(sentences, language);
  return Object.entries(replies).map(([name, reply]) => {
    if (typeof reply === "string") return [name, reply];
    // The reply's own arguments: Filled is made of its type.
    const say = reply as (...given: unknown[]) => string;
    return [name, ...filled[name as keyof Filled].map((given) => say(...given))];
  });
}

/** The sentences of which any reply is made. */
export function sentencesSaid(): ReadonlySet<string | symbol> {
  const said = new Set<string | symbol>();
  const sentences = new Proxy(CATALOGUES.en.sentences, {
    get(all, name) {
      said.add(name);
      return Reflect.get(all, name);
    },
  });
  composed(sentences, "en");
  return said;
}

/** All that is said and heard in a language, as one page for somebody who knows it. */
export function pageOf(language: Language): string {
  const { sentences, commands, vague } = CATALOGUES[language];
  const heard = NAMES.map((name) => {
    const { words, summary } = commands[name];
    return [
      `${name}, heard by: ${words.join(", ") || "nothing of its own"}`,
      ...(summary === null ? [] : [`- ${inCapitals(name, language)}: ${summary}`]),
    ];
  });
  return [...composed(sentences, language), ...heard, ["too vague for a ticket", vague.join(", ")]]
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function inCapitals(name: CommandName, language: Language): string {
  return (CATALOGUES[language].commands[name].words[0] ?? "").toLocaleUpperCase(language);
}

function nameOf(language: Language): string {
  return new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
}
