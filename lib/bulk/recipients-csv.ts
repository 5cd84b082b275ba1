import { stringify } from "csv-stringify/sync";
import type { Deps } from "../ports.ts";
import {
  type Cursor,
  listRecipients,
  parseCursor,
  type Recipient,
  type RecipientsPage,
} from "./list-recipients.ts";

/** Recipients that are in memory at a time. */
const PAGE = 1_000;

const COLUMNS = [
  "to",
  "status",
  "error_code",
  "reason",
  "next_step",
  "sent_at",
  "delivered_at",
  "read_at",
  "failed_at",
  "message_id",
];

/**
 * What became of each recipient of a batch as CSV for spreadsheets, read as fast as it is written. It breaks off when the database
 * fails, so that nobody takes a part of it for the whole.
 */
export function recipientsCsv(deps: Pick<Deps, "db">, batchId: string): ReadableStream<Uint8Array> {
  const pages = pagesOf(deps, batchId);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pages.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pages.return();
    },
  });
}

async function* pagesOf(deps: Pick<Deps, "db">, batchId: string): AsyncGenerator<string, void> {
  // The byte order mark tells a spreadsheet that this is UTF-8.
  yield stringify([COLUMNS], { bom: true });
  let cursor: Cursor | null = null;
  do {
    const page: RecipientsPage | null = await listRecipients(deps, {
      batchId,
      listing: "all",
      cursor,
      limit: PAGE,
    });
    yield stringify(page?.recipients.map(cellsOf) ?? []);
    cursor = parseCursor(page?.nextCursor ?? "");
  } while (cursor);
}

function cellsOf(recipient: Recipient): string[] {
  const { to, status, errorCode, reason, nextStep, sentAt, deliveredAt, readAt, failedAt, id } = recipient;
  const moments = [sentAt, deliveredAt, readAt, failedAt].map((moment) => moment?.toISOString());
  return [to, status, errorCode, reason, nextStep, ...moments, id].map((cell) => harmless(cell ?? ""));
}

/** What a spreadsheet would take for a formula gets a "'" before it. A phone number is none: its "+" is a sign. */
function harmless(cell: string): string {
  if (/^\+\d{6,15}$/.test(cell)) return cell;
  return /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(cell) ? `'${cell}` : cell;
}
