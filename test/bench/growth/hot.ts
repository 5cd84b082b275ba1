import { randomBytes } from "node:crypto";
import { nextOfBatchInSeconds } from "../../../lib/db/bulk/batch-sends.ts";
import { completeBatch } from "../../../lib/db/bulk/batches.ts";
import { insertMessages } from "../../../lib/db/messages/insert-messages.ts";
import { insertStatuses } from "../../../lib/db/messages/insert-statuses.ts";
import { loadMessageInContext } from "../../../lib/db/messages/message-in-context.ts";
import { takeSend } from "../../../lib/db/messages/sends.ts";
import { countHour } from "../../../lib/db/stats/hourly-counts.ts";
import { takeTasks } from "../../../lib/db/tasks/take-due.ts";
import type { InboundMessage } from "../../../lib/domain/message.ts";
import { evidenceOf } from "../../../lib/domain/message-status.ts";
import { asUuid, BLOCK, phoneOf } from "./fill-words.ts";
import type { Compared, Side } from "./side.ts";

const any = (count: number) => Math.floor(Math.random() * count);
const known = ({ rows }: Side) => phoneOf(any(rows / 10));
const nobody = () => `+1416${String(any(10_000_000)).padStart(7, "0")}`;

function message(phone: string): InboundMessage {
  return {
    provider: "twilio",
    channel: "whatsapp",
    messageId: `SM${randomBytes(16).toString("hex")}`,
    contact: { phone, bsuid: null, address: `whatsapp:${phone}`, username: null, profileName: null },
    sender: "whatsapp:+14155238886",
    kind: "text",
    body: "My card was charged twice, and nobody answers the phone",
    media: [],
    detail: {},
    sentAt: null,
  };
}

const fifty = <One>(make: (n: number) => One) => Array.from({ length: 50 }, (_, n) => make(n));

let told = 0;
/** Each tells of an earlier moment than those before it, so that each changes its row. */
function delivered(messageId: string) {
  told += 1;
  const at = new Date(Date.now() - 40 * 86_400_000 - told * 1_000);
  return evidenceOf({
    provider: "twilio",
    logId: null,
    messageId,
    status: "delivered",
    at,
    errorCode: null,
    errorMessage: null,
  });
}

const LATELY = `id >= ('00000000-0000-7000-8000-' || lpad(($1::bigint)::text, 12, '0'))::uuid`;

/** Ids of some of the newest messages. */
async function some(side: Side, column: string, { where, limit }: { where: string; limit: number }) {
  const rows = await side.ask<{ it: string }>(
    `select ${column} as it from contact_logs where ${LATELY} and ${where} order by random() limit ${limit}`,
    [side.rows - BLOCK],
  );
  return rows.map(({ it }) => it);
}

const sent = (limit: number) => (side: Side) =>
  some(side, "twilio_message_sid", {
    where: "direction = 'outbound' and twilio_message_sid is not null and contact_id is not null",
    limit,
  });

const FREE = { none: 8, twilio: 8, meta: 8, zendesk: 8, model: 8 };

/** What every message and status passes, and an hour's count. */
export const HOT: Compared[] = [
  {
    name: "a message of a new contact",
    run: ({ db }) => insertMessages(db, [message(nobody())]),
  },
  {
    name: "a message of a known contact",
    run: (side) => insertMessages(side.db, [message(known(side))]),
  },
  {
    name: "fifty messages at once, half of them of new contacts",
    run: (side) =>
      insertMessages(
        side.db,
        fifty((n) => message(n % 2 ? nobody() : known(side))),
      ),
  },
  {
    name: "a status of a known message",
    before: sent(1),
    run: ({ db }, sids: string[]) => insertStatuses(db, "twilio", sids.map(delivered)),
  },
  {
    name: "fifty statuses of known messages at once",
    before: sent(50),
    run: ({ db }, sids: string[]) => insertStatuses(db, "twilio", sids.map(delivered)),
  },
  {
    name: "a status of an unknown message",
    run: ({ db }) => insertStatuses(db, "twilio", [delivered(message("").messageId)]),
  },
  {
    name: "a message in its context",
    before: (side) =>
      some(side, "id::text", { where: "direction = 'inbound' and contact_id is not null", limit: 1 }),
    run: ({ db }, [logId = ""]: string[]) => loadMessageInContext(db, logId).then(must("be a message")),
  },
  {
    name: "a message is taken for sending",
    before: (side) => some(side, "id::text", { where: WAITS, limit: 1 }),
    run: ({ db }, [logId = ""]: string[]) =>
      takeSend(db, logId).then((send) => must("be taken")(send?.taken)),
    after: (side) =>
      side.ask(
        `update contact_logs set handed_over_at = null where ${LATELY} and handed_over_at > now() - interval '5 seconds'
        and direction = 'outbound' and contact_id is not null and status = 'accepted' and unsure_at is null`,
        [side.rows - BLOCK],
      ),
  },
  {
    name: "a batch is complete, and knows when it begins",
    before: async ({ ask, rows }) => {
      const [batch] = await ask<{ id: string }>(
        `update batches set accepted_at = null where id = (${someBatch(rows)}) returning id`,
      );
      await ask("delete from tasks where kind = 'send-batch' and dedupe_key like $1", [`${batch?.id}:%`]);
      return batch?.id;
    },
    run: ({ db }, id: string) => completeBatch(db, { id, accepted: 399, skipped: [] }),
    after: ({ ask }) => ask("update tasks set done_at = now() where kind = 'send-batch' and done_at is null"),
  },
  {
    name: "the next of a batch",
    before: async ({ ask, rows }) => {
      const [batch] = await ask<{ id: string }>(someBatch(rows));
      await ask("insert into send_paces (provider, next_at) values ('twilio', now()) on conflict do nothing");
      return batch?.id;
    },
    run: ({ db }, batchId: string) => nextOfBatchInSeconds(db, { batchId, lookedUpAfterSeconds: 60 }),
  },
  {
    name: "a claim of eight tasks, beside those behind others",
    before: ({ ask }) =>
      ask(`insert into tasks (kind, lane, upstream, dedupe_key, payload)
        select 'file-message', 'stranger ' || n, 'zendesk', gen_random_uuid(), '{}' from generate_series(1, 8) n`),
    run: ({ db }) =>
      takeTasks(db, { free: FREE, leaseSeconds: 30 }).then(({ length }) => must("claim eight")(length >= 8)),
    after: ({ ask }) =>
      ask(
        "update tasks set done_at = now() where done_at is null and dead_at is null and leased_at is not null",
      ),
  },
  {
    name: "an hour's count, of 500 messages",
    before: ({ ask }) => ask(`update counted_hours set due_at = now() where hour = ${LAST_HOUR}`),
    run: ({ db }) => countHour(db, new Date(Math.floor(Date.now() / HOUR_MS - 1) * HOUR_MS)),
  },
];

/** One whose messages there are: those behind it are empty. */
const someBatch = (rows: number) =>
  `select batch_id as id from contact_logs where id >= ${asUuid(String(rows - BLOCK))} and batch_id is not null order by random() limit 1`;

const WAITS =
  "direction = 'outbound' and status = 'accepted' and handed_over_at is null and contact_id is not null";
const HOUR_MS = 3_600_000;
const LAST_HOUR = "date_trunc('hour', now(), 'UTC') - interval '1 hour'";

/** @throws {Error} where there is nothing: what did nothing would be measured */
function must(what: string) {
  return (found: unknown) => {
    if (!found) throw new Error(`it should ${what}`);
  };
}
