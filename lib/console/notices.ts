/** How many a form concerned, and how many it left as they were. */
export type Counts = { count?: number; stayed?: number };

/** What is said after a form was obeyed, by the word that stands in the address. */
const NOTICES = {
  blocked: "Blocked: what they write is logged, and makes no ticket.",
  unblocked: "No longer blocked.",
  "opted-out": "Opted out: nothing is sent to them any more.",
  "opted-in": "Opted in again: they get messages.",
  "language-set": "This is the language in which we write to them from now on.",
  "language-by-itself":
    "Their language is told by itself again: by Zendesk, by what they write next, by their number.",
  erased:
    "Erased: no number, name or text of theirs is left here. What was under way just now goes in five minutes.",
  canceled: "Canceled: what was not sent yet is not sent.",
  retried: ({ count }) =>
    count === 0
      ? "Nothing was tried again: it would fail as before, or is tried again already."
      : `${messages(count)} that may go through now ${count === 1 ? "is" : "are"} tried again.`,
  "message-sent-again":
    "It goes out again: now, or as soon as the customer writes, where the service window has closed.",
  "message-settled": "Nothing was sent: it is settled meanwhile, or goes out again already.",
  "templates-asked": "The providers are asked now: what they say is here in a moment.",
  "recovery-begun": "It looks now: what it finds is said below.",
  "recovery-under-way": "Nothing was begun: one is under way there, and goes on by itself.",
  "task-retried": "The task runs again: now, or after what its lane is busy with.",
  "task-discarded": "Discarded: the task is not tried again.",
  "tasks-retried": ({ count }) =>
    `${count} dead ${count === 1 ? "task runs" : "tasks run"} again: now, or after what their lanes are busy with.`,
  "tasks-discarded": ({ count }) =>
    `${count} dead ${count === 1 ? "task" : "tasks"} discarded: not tried again.`,
  "dead-under-way": ({ count }) =>
    `${count} dead tasks, one part after the other: whatever stands here still is not done yet.`,
  "task-not-dead": "Nothing was done: the task was not dead any more.",
  "upstream-answers":
    "It answers. One task tries it now; when that gets through, the others follow, oldest first.",
  "upstream-silent":
    "It gave no good answer just now. One task tries it all the same; unless that gets through, it is left alone again.",
  "upstream-not-paused": "Nothing was done: nothing keeps its tasks from trying just now.",
  "task-read": "Understood now, and accepted as if it had just come.",
  "task-not-understood": "Nobody here understands it yet: it stays as it was.",
  "kept-read": (counts) => `${accepted(counts)}.`,
  "kept-read-more": (counts) => `${accepted(counts)}. There may be more: press the button again.`,
} as const satisfies Record<string, string | ((counts: Required<Counts>) => string)>;

export type Notice = keyof typeof NOTICES;

/** A notice with the numbers that it tells. */
export type Counted = { notice: Notice; counts?: Counts };

/** Where a form leads, and what is said there: constant words, and numbers that are only digits. */
export function withNotice(to: string, notice: Notice, counts: Counts = {}): string {
  const said = new URLSearchParams({ notice });
  for (const [name, number] of Object.entries(counts)) said.set(name, String(number));
  return `${to}${to.includes("?") ? "&" : "?"}${said}`;
}

/** What an address says after a form, in words; null for nothing, or for what we never say. */
export function noticeIn(query: URLSearchParams): string | null {
  const word = query.get("notice");
  if (word === null || !Object.hasOwn(NOTICES, word)) return null;
  // It is among the names.
  const say: string | ((counts: Required<Counts>) => string) = NOTICES[word as Notice];
  if (typeof say === "string") return say;
  const [count, stayed] = ["count", "stayed"].map((name) => numberIn(query, name));
  return count === undefined || stayed === undefined ? null : say({ count, stayed });
}

/** None said is none; anything but digits makes no notice. */
function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name) ?? "0";
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function messages(count: number): string {
  return count === 1 ? "One failed message" : `${count} failed messages`;
}

function accepted({ count, stayed }: Required<Counts>): string {
  return `Read again: ${count} understood now, and accepted as if just come; ${stayed} that nobody here understands yet, which stay${stayed === 1 ? "s" : ""} as before`;
}
