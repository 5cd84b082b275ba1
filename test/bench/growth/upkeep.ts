import { eraseContact } from "../../../lib/contacts/erase-contact.ts";
import type { Db } from "../../../lib/db/client.ts";
import { eraseIdentity } from "../../../lib/db/erasure/erase-identity.ts";
import { purgeBodies } from "../../../lib/db/retention/purge-bodies.ts";
import { purgeConversations, purgeLogs } from "../../../lib/db/retention/purge-logs.ts";
import { purgeAccountEvents, purgeAudit } from "../../../lib/db/retention/purge-orphans.ts";
import { purgeDeadTasks, purgeTasks } from "../../../lib/db/retention/purge-tasks.ts";
import type { Slice } from "../../../lib/db/retention/slices.ts";
import { BY_PASSWORD } from "../../support/audit.ts";
import { phoneOf } from "./fill-words.ts";
import type { Compared, Side } from "./side.ts";

type Purge = (db: Db, asked: { days: number; after: string }) => Promise<Slice>;

/** A slice of everything, each beginning where the one before ended. */
function step(name: string, purge: Purge, atMost: number): Compared {
  const places = new WeakMap<Side, string>();
  return {
    name: `a purge's step: ${name}`,
    atMost,
    async run(side) {
      const { next } = await purge(side.db, { days: 0, after: places.get(side) ?? "" });
      places.set(side, next ?? "");
    },
  };
}

let erased = 20;
/** For each database the next. */
const anotherPhone = () => phoneOf(Math.floor(erased++ / 2));

/** What is forgotten, for its age or because somebody asked; last, since it takes away what others look at. */
export const UPKEEP: Compared[] = [
  {
    name: "forgetting who a contact of ten messages is",
    atMost: 12,
    async run({ db }) {
      const forgotten = await eraseIdentity(
        db,
        { phone: anotherPhone() },
        { everywhere: false, actor: BY_PASSWORD },
      );
      if (!forgotten) throw new Error("there should be such a contact");
    },
  },
  {
    name: "the same, and the sweep through all tasks, as far as somebody waits for it",
    atMost: 12,
    async run({ deps }) {
      const answer = await eraseContact(
        deps,
        { phone: anotherPhone() },
        { everywhere: false, actor: BY_PASSWORD },
      );
      if (!answer) throw new Error("there should be such a contact");
    },
  },
  step("bodies", purgeBodies, 8),
  step("messages with their contacts", purgeLogs, 8),
  step("conversations", purgeConversations, 8),
  step("tasks", purgeTasks, 8),
  step("dead tasks", purgeDeadTasks, 4),
  step("account events", purgeAccountEvents, 8),
  step("audit", purgeAudit, 8),
];
