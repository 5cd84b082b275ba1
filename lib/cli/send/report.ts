import { constants, existsSync } from "node:fs";
import { access, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { stringify } from "csv-stringify/sync";
import { UsageError } from "../shared/usage-error.ts";
import { type Accepted, ANSWERS, callApi, type Recipient } from "./call-api.ts";
import type { LeftOut, Part } from "./cut-parts.ts";
import type { Deployment } from "./options.ts";
import type { Person } from "./read-people.ts";

/** A part that the API has accepted. */
export type Sent = { part: Part; answer: Accepted };

export type ReportRow = {
  to: string;
  outcome: "accepted" | "skipped";
  reason: string;
  next_step: string;
  message_id: string;
  status: string;
};

const COLUMNS = [
  "to",
  "outcome",
  "reason",
  "next_step",
  "message_id",
  "status",
] satisfies (keyof ReportRow)[];

/** What became of each line, in the order given. */
export async function reportRows(
  deployment: Deployment,
  { people, leftOut, sent }: { people: Person[]; leftOut: LeftOut[]; sent: Sent[] },
): Promise<ReportRow[]> {
  const rows = new Map<number, Omit<ReportRow, "to">>();
  for (const { line, reason } of leftOut) rows.set(line, skippedRow(reason));
  for (const { part, answer } of sent) {
    const written = await messagesOf(deployment, answer.batchId);
    const reasons = Map.groupBy(answer.skipped, ({ to }) => to);
    for (const [position, line] of part.lines.entries()) {
      const message = written.get(position);
      const reason = () => reasons.get(people[line]?.to ?? "")?.shift()?.reason ?? "unknown";
      rows.set(line, message ? writtenRow(message) : skippedRow(reason()));
    }
  }
  return people.map(({ to }, line) => ({ to, ...(rows.get(line) ?? skippedRow("unknown")) }));
}

/**
 * Writes the report, for spreadsheets: with a byte order mark, and with a "'" before each cell that they would take for a formula,
 * which a number with its "+" is to them as well.
 */
export async function writeReport(path: string, rows: ReportRow[]): Promise<void> {
  await writeFile(
    path,
    stringify(rows, { header: true, columns: COLUMNS, bom: true, escape_formulas: true }),
  );
}

/** Returns when a report can be written there: found out before anything is sent. @throws {UsageError} */
export async function checkReport(path: string): Promise<void> {
  await access(existsSync(path) ? path : dirname(path), constants.W_OK).catch((error) => {
    throw new UsageError(`--report: ${path} cannot be written (${error.code}): name another file`, {
      cause: error,
    });
  });
}

/** A batch's messages by their recipients' positions. */
async function messagesOf(deployment: Deployment, batchId: string): Promise<Map<number, Recipient>> {
  const messages = new Map<number, Recipient>();
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { batch: batchId, recipients: "all", ...(cursor && { cursor }) };
    const page = await callApi(deployment, { method: "GET", query, answer: ANSWERS.recipients });
    for (const one of page.recipients) if (one.position !== null) messages.set(one.position, one);
    // Those left out come last, and the answer to the send named them.
    cursor = page.recipients.at(-1)?.position == null ? null : page.nextCursor;
  } while (cursor);
  return messages;
}

function skippedRow(reason: string): Omit<ReportRow, "to"> {
  return { outcome: "skipped", reason, next_step: "", message_id: "", status: "" };
}

function writtenRow({ id, status, reason, nextStep }: Recipient): Omit<ReportRow, "to"> {
  return {
    outcome: "accepted",
    reason: reason ?? "",
    next_step: nextStep ?? "",
    message_id: id ?? "",
    status,
  };
}
