import { PLAIN, type Setting } from "./setting.ts";
import { days } from "./value.ts";

/** Providers deliver again, and report of a message, for a month: what they speak of must be there for as long. */
const least = 30;

/** After how many days what is forgotten; 0 for never. */
export const RETENTION = {
  RETENTION_BODIES_DAYS: { value: days({ least, unlessSet: 365 }), isSecret: false, ...PLAIN },
  RETENTION_LOGS_DAYS: { value: days({ least, unlessSet: 1095 }), isSecret: false, ...PLAIN },
  RETENTION_TASKS_DAYS: { value: days({ least: 1, unlessSet: 14 }), isSecret: false, ...PLAIN },
  RETENTION_DEAD_TASKS_DAYS: { value: days({ least, unlessSet: 90 }), isSecret: false, ...PLAIN },
} satisfies Record<string, Setting>;
