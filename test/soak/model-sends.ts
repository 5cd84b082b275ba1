import { REPLIES } from "../support/replies.ts";
import type { AgentComment } from "./ledger.ts";
import { type Breach, type Facts, type Judgement, once, type Row } from "./model.ts";
import { tokensIn } from "./watch.ts";

/** How the answer to a question begins, on whatever channel. */
const ANSWERS = {
  help: REPLIES.help.slice(0, 60),
  status: /^(Your tickets:|You have no tickets)/,
  stop: "You will get no more messages from us",
};

/** Whether a text answers such a question. */
export function isAnswer(kind: keyof typeof ANSWERS, text: string): boolean {
  const begins = ANSWERS[kind];
  return typeof begins === "string" ? text.startsWith(begins) : begins.test(text);
}

/** Why a message that arrived nowhere counts as told: nobody can say whether it arrived, or it was known not to. */
type Told = "unconfirmed" | "not-sent" | null;

/** Whatever was to be sent arrived once at its provider, or somebody was told that it did not, or may not have. */
export function judgeSends(facts: Facts): Judgement {
  const late = facts.rows.filter(({ afterStop }) => afterStop);
  const unwanted = late.map(({ id, body }): Breach => {
    return { rule: "backwards", what: `${id} ("${body.slice(0, 40)}") was handed over after STOP` };
  });
  return together([
    judgeComments(facts),
    judgeQuestions(facts),
    judgeConfirmations(facts),
    judgeBulks(facts),
    { ...NOTHING, breaches: unwanted },
  ]);
}

const NOTHING: Judgement = { breaches: [], unconfirmedAndTold: 0, notSentAndTold: 0 };

function onceOrTold(what: string, times: number, told: Told): Judgement {
  if (times > 0 || told === null) return { ...NOTHING, breaches: once(what, times) };
  return told === "unconfirmed" ? { ...NOTHING, unconfirmedAndTold: 1 } : { ...NOTHING, notSentAndTold: 1 };
}

function together(all: Judgement[]): Judgement {
  const sum = (count: "unconfirmedAndTold" | "notSentAndTold") => all.reduce((so, one) => so + one[count], 0);
  return {
    breaches: all.flatMap(({ breaches }) => breaches),
    unconfirmedAndTold: sum("unconfirmedAndTold"),
    notSentAndTold: sum("notSentAndTold"),
  };
}

/** Every public comment once on the phone, in order, or named in a note. */
function judgeComments({ ledger, watch, rows, house }: Facts): Judgement {
  const last = new Map<number, { comment: AgentComment; place: number }>();
  const unconfirmed = new Set(
    rows.filter(({ isUnconfirmed }) => isUnconfirmed).map(({ commentId }) => commentId),
  );
  // A ring that nobody took is not promised.
  const rung = new Set(
    house.upstreams.zendesk.webhooks
      .filter(({ answers }) => answers.includes(200))
      .flatMap(({ commentId }) => commentId ?? []),
  );
  const judgeOne = (comment: AgentComment): Judgement => {
    const { token, customer, commentId, ticketId } = comment;
    const places = watch.sent.flatMap(({ text }, place) => (text.includes(token) ? [place] : []));
    if (places.length === 0 && !rung.has(commentId)) return NOTHING;
    const notes = watch.filed.filter((note) => !note.isPublic && note.ticketId === ticketId);
    const isTold = notes.some(({ text }) => text.includes(token) || /^This reply was not sent/.test(text));
    const told = !isTold ? null : unconfirmed.has(String(commentId)) ? "unconfirmed" : "not-sent";
    const [row] = rows.filter((one) => one.commentId === String(commentId));
    const state = row ? `${row.status}${row.isUnconfirmed ? ", unconfirmed" : ""}` : "no row";
    const what = `${token} on the phone of ${customer.name} (${customer.line}; ${state})`;
    const judged = onceOrTold(what, places.length, told);
    const before = last.get(ticketId);
    const [place] = places;
    if (place !== undefined) last.set(ticketId, { comment, place });
    // What was unconfirmed may come after what was written later: the provider's log was looked into first.
    const isFree = before && [comment, before.comment].some((one) => unconfirmed.has(String(one.commentId)));
    if (place === undefined || !before || place > before.place || isFree) return judged;
    const late = `${token} was sent before ${before.comment.token}`;
    return { ...judged, breaches: [...judged.breaches, { rule: "backwards", what: late }] };
  };
  return together(ledger.comments.toSorted((a, b) => a.commentId - b.commentId).map(judgeOne));
}

/** Each question has one answer. */
function judgeQuestions({ ledger, watch, rows }: Facts): Judgement {
  return together(
    ledger.questions.map(({ kind, customer }) => {
      const isTheirs = (to: string | null, text: string) => to === customer.number && isAnswer(kind, text);
      const times = watch.sent.filter(({ to, text }) => isTheirs(to, text)).length;
      const row = rows.find((one) => one.direction === "outbound" && isTheirs(one.to, one.body));
      return onceOrTold(`the answer to ${customer.name}'s ${kind}`, times, toldBy(row));
    }),
  );
}

/** Each ticket is confirmed to its customer once, unless they want to hear nothing any more. */
function judgeConfirmations({ ledger, watch, rows }: Facts): Judgement {
  const names = ledger.questions.flatMap(({ kind, customer }) => (kind === "stop" ? customer.name : []));
  const stopped = new Set(names);
  const tickets = Map.groupBy(watch.filed, ({ ticketId }) => ticketId);
  return together(
    [...tickets].map(([ticketId, comments]) => {
      const begins = `Ticket #${ticketId} created`;
      const times = watch.sent.filter(({ text }) => text.startsWith(begins)).length;
      const row = rows.find(({ body, direction }) => direction === "outbound" && body.startsWith(begins));
      const owners = comments.flatMap(({ text }) => tokensIn(text)).map((token) => token.split(/[MA]/)[0]);
      const isUnwanted = owners.some((name) => name !== undefined && stopped.has(name));
      const told = toldBy(row) ?? (isUnwanted ? "not-sent" : null);
      return onceOrTold(`the confirmation of ticket ${ticketId}`, times, told);
    }),
  );
}

/** A bulk message reaches each recipient once. */
function judgeBulks({ ledger, watch, rows }: Facts): Judgement {
  return together(
    ledger.bulks.flatMap(({ token, batchId, to: recipients }) =>
      recipients.map(({ number }) => {
        const times = watch.sent.filter(({ to, text }) => to === number && text.includes(token)).length;
        const row = rows.find((one) => one.batchId === batchId && one.to === number);
        return onceOrTold(`${token} to ${number}`, times, toldBy(row));
      }),
    ),
  );
}

/** Whoever looks at the log, or at the batch, sees that it did not arrive, or may not have. */
function toldBy(row: Row | undefined): Told {
  if (!row) return null;
  if (["failed", "canceled"].includes(row.status)) return "not-sent";
  return row.isUnconfirmed && row.status === "accepted" ? "unconfirmed" : null;
}
