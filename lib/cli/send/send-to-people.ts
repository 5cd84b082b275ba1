import { createInterface } from "node:readline/promises";
import { statusesAt } from "../../domain/message-status.ts";
import { UsageError } from "../shared/usage-error.ts";
import { ANSWERS, callApi } from "./call-api.ts";
import { cutParts, type Part } from "./cut-parts.ts";
import { SendError } from "./errors.ts";
import type { Deployment, Send } from "./options.ts";
import { readPeople } from "./read-people.ts";
import { checkReport, type ReportRow, reportRows, type Sent, writeReport } from "./report.ts";
import type { Screen } from "./screen.ts";
import { progressOf, watchBatches } from "./watch.ts";

/** Clocks differ by so much: what was accepted earlier than that, an earlier run sent. */
const CLOCKS_DIFFER_MS = 60_000;

const ENDED_BADLY: ReadonlySet<string> = new Set(statusesAt("failed", "canceled"));

/** Sends to everybody, follows it, and writes the report. Returns the exit code. */
export async function sendToPeople({ deployment, options }: Send, screen: Screen): Promise<0 | 1> {
  const people = await readPeople(options);
  const { parts, leftOut } = cutParts(people, options);
  await checkReport(options.report);
  if (!options.isAgreed && !(await isAgreedTo(`Send to ${people.length} through ${deployment.url}?`))) {
    screen.say("Nothing was sent.");
    return 1;
  }
  const sent: Sent[] = [];
  for (const part of parts)
    sent.push(await sendPart(deployment, part, { n: sent.length + 1, of: parts.length, screen }));
  if (options.isWatched && sent.length > 0) await follow(deployment, sent, screen);
  const rows = await reportRows(deployment, { people, leftOut, sent });
  await writeReport(options.report, rows);
  const { accepted, skipped, failed, isGood } = summaryOf(rows);
  screen.say(`${accepted} accepted, ${skipped} skipped, ${failed} failed or canceled: ${options.report}`);
  return isGood ? 0 : 1;
}

async function isAgreedTo(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError("--yes is missing: there is no terminal to ask at");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^\s*y(es)?\s*$/i.test(answer);
}

async function sendPart(
  deployment: Deployment,
  part: Part,
  { n, of, screen }: { n: number; of: number; screen: Screen },
): Promise<Sent> {
  const name = of === 1 ? "" : `Part ${n} of ${of}: `;
  try {
    const { body, key } = part;
    const answer = await callApi(deployment, {
      method: "POST",
      send: { body, key },
      answer: ANSWERS.accepted,
    });
    screen.say(
      `${name}${answer.accepted} accepted, ${answer.skipped.length} skipped, batch ${answer.batchId}`,
    );
    return { part, answer };
  } catch (error) {
    if (n === 1 || !(error instanceof SendError)) throw error;
    throw new SendError(
      `${name}${error.message}\nThe parts before are accepted: the same command goes on here.`,
      {
        cause: error,
      },
    );
  }
}

/** Watches what goes out now; Ctrl-C ends the watching, not the sending. */
async function follow(deployment: Deployment, sent: Sent[], screen: Screen): Promise<void> {
  const batchIds = sent.map(({ answer }) => answer.batchId);
  const { acceptedAt, sendAt } = await progressOf(deployment, batchIds[0] ?? "");
  if (Date.parse(acceptedAt ?? "") < Date.now() - CLOCKS_DIFFER_MS)
    screen.say(`Accepted already at ${acceptedAt}: nobody hears it twice. --run <name> sends it once more.`);
  if (Date.parse(sendAt ?? "") > Date.now())
    return screen.say(`It goes out at ${sendAt}. The same command then says how it went.`);
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once("SIGINT", stop);
  await watchBatches(deployment, batchIds, { screen, stop: stopping.signal });
  process.off("SIGINT", stop);
}

function summaryOf(rows: ReportRow[]) {
  const skipped = rows.filter(({ outcome }) => outcome === "skipped");
  const failed = rows.filter(({ status }) => ENDED_BADLY.has(status)).length;
  const isGood = failed === 0 && skipped.every(({ reason }) => reason === "duplicate");
  return { accepted: rows.length - skipped.length, skipped: skipped.length, failed, isGood };
}
