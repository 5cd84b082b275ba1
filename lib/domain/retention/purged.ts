/** What is forgotten for its age, each on its own, in this order. */
export const PURGED = [
  "bodies",
  "skipped-recipients",
  "logs",
  "conversations",
  "audit",
  "tasks",
  "dead-tasks",
  "orphans",
  "account-events",
  "wrong-passwords",
] as const;
export type Purged = (typeof PURGED)[number];

/** After how many days; 0 for never. */
export type Retention = { bodiesDays: number; logsDays: number; tasksDays: number; deadTasksDays: number };

/**
 * What belongs to nobody is kept for so long: rows that a callback alone made, news of the account, wrong passwords. And whatever tells a
 * first delivery from a second: Meta repeats a webhook for 7 days, Twilio and Zendesk for hours.
 */
export const DEDUPLICATES_DAYS = 30;

/** After how many days something is forgotten; 0 for never. */
export const DAYS_OF = {
  bodies: ({ bodiesDays }) => bodiesDays,
  "skipped-recipients": ({ bodiesDays }) => bodiesDays,
  logs: ({ logsDays }) => logsDays,
  conversations: ({ logsDays }) => logsDays,
  audit: ({ logsDays }) => logsDays,
  tasks: ({ tasksDays }) => tasksDays,
  "dead-tasks": ({ deadTasksDays }) => deadTasksDays,
  orphans: () => DEDUPLICATES_DAYS,
  "account-events": () => DEDUPLICATES_DAYS,
  "wrong-passwords": () => DEDUPLICATES_DAYS,
} satisfies Record<Purged, (retention: Retention) => number>;
