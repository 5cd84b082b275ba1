import type { Described } from "./description.ts";

const OPTIONAL = "Optional";

export const RETENTION: Described<"retention"> = {
  RETENTION_BODIES_DAYS: {
    text: "After how many days a message's text, names and references to files, and what the assistant made of it, are forgotten: 365 by default, 30 at least, `0` for never. When it went and what became of it stays",
    neededWhen: OPTIONAL,
    hint: "Texts, names and references to files of messages",
  },
  RETENTION_LOGS_DAYS: {
    text: "After how many days a message is deleted with all that refers to it, and an entry of the audit trail: 1095 by default, 30 at least, `0` for never. Statistics stay, and so does whoever opted out, and a ticket that is open",
    neededWhen: OPTIONAL,
    hint: "Whole messages; statistics stay",
  },
  RETENTION_TASKS_DAYS: {
    text: "After how many days a task that is done is deleted: 14 by default, `0` for never. One that tells a second delivery from a first stays for 30 days",
    neededWhen: OPTIONAL,
    hint: "Tasks that are done",
  },
  RETENTION_DEAD_TASKS_DAYS: {
    text: "After how many days a task that nobody revived is deleted: 90 by default, 30 at least, `0` for never",
    neededWhen: OPTIONAL,
    hint: "Tasks that died",
  },
};
