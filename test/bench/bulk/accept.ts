import type pg from "pg";
import { newId } from "../../../lib/db/new-id.ts";
import type { BenchProcess } from "../start-server.ts";
import { API_KEY, statementsOf } from "./instance.ts";
import { forgetPeak, residentMb } from "./proc.ts";

const CONTENT_SID = `HX${"c".repeat(32)}`;

export type Accepted = {
  batchId: string;
  bytes: number;
  seconds: number;
  statements: number;
  idleMb: number;
  peakMb: number;
};

/**
 * One call of `POST /api/messages` for so many recipients, each with variables of their own, which is the largest shape there is; due in an
 * hour, so that nothing of its sending is measured.
 */
export async function acceptOne(
  { origin, pid }: BenchProcess,
  client: pg.Client,
  count: number,
): Promise<Accepted> {
  // The first of everything loads what it needs.
  await post(origin, 1, "+1212");
  const statementsBefore = await statementsOf(client);
  const { now: idleMb } = residentMb(pid);
  forgetPeak(pid);
  const startedAt = performance.now();
  const { batchId, accepted, bytes } = await post(origin, count, "+1415");
  const seconds = (performance.now() - startedAt) / 1000;
  if (accepted !== count) throw new Error(`${accepted} of ${count} accepted`);
  const { peak: peakMb } = residentMb(pid);
  const statements = (await statementsOf(client)) - statementsBefore;
  return { batchId, bytes, seconds, statements, idleMb, peakMb };
}

async function post(origin: string, count: number, prefix: string) {
  const body = bodyFor(count, prefix);
  const response = await fetch(`${origin}/api/messages`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${API_KEY}`,
      "content-type": "application/json",
      "idempotency-key": newId(),
    },
    body,
  });
  const answer = await response.json();
  if (response.status !== 202)
    throw new Error(`/api/messages answered ${response.status}: ${JSON.stringify(answer)}`);
  return { batchId: String(answer.batchId), accepted: Number(answer.accepted), bytes: body.length };
}

function bodyFor(count: number, prefix: string): Uint8Array<ArrayBuffer> {
  const to = Array.from({ length: count }, (_, n) => ({
    to: `${prefix}${String(2_000_000 + n).padStart(7, "0")}`,
    variables: { 1: "Ana" },
  }));
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  return new TextEncoder().encode(JSON.stringify({ to, contentSid: CONTENT_SID, sendAt }));
}

/** Milliseconds that the same contacts and rows take, inserted by the thousand into tables with the same indexes, and nothing asked. */
export async function bareInsertMs(client: pg.Client, count: number): Promise<number> {
  await client.query(
    "create table bare_contacts (like contacts including all); create table bare_logs (like contact_logs including all)",
  );
  const batchId = newId();
  const startedAt = performance.now();
  for (let start = 0; start < count; start += 1_000) {
    const rows = Array.from({ length: Math.min(1_000, count - start) }, (_, n) => start + n);
    await client.query(
      `with c as (insert into bare_contacts (id, phone) select * from unnest($1::uuid[], $2::text[]))
       insert into bare_logs (id, contact_id, direction, provider, channel, sender, contact_address, batch_id, position, kind, body, template, due_at, attempts, status)
       select i.id, i.contact, 'outbound', 'twilio', 'whatsapp', 'whatsapp:+14155238886', 'whatsapp:' || i.phone, $5, i.n, 'template',
         'Hello Ana, our office is closed on Friday.', $6, now(), 0, 'accepted'
       from unnest($3::uuid[], $1::uuid[], $2::text[], $4::int[]) i(id, contact, phone, n)`,
      [
        rows.map(newId),
        rows.map((n) => `+1415${2_000_000 + n}`),
        rows.map(newId),
        rows,
        batchId,
        JSON.stringify({ contentSid: CONTENT_SID, variables: { 1: "Ana" } }),
      ],
    );
  }
  const ms = performance.now() - startedAt;
  await client.query("drop table bare_contacts, bare_logs");
  return ms;
}
