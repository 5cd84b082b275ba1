import { createHmac, randomUUID } from "node:crypto";
import type pg from "pg";

/** What a bare handler does with a request: the least that anybody could. */
export type Floor = (request: Request) => Promise<Response>;

/** Reads a form, makes one HMAC and one statement. */
export async function createFormFloor(pool: pg.Pool): Promise<Floor> {
  await pool.query(
    "create table if not exists floor (id bigint generated always as identity primary key, sid text, status text)",
  );
  return async (request) => {
    const form = new URLSearchParams(await request.text());
    const data = [...form].sort().reduce((text, [name, value]) => text + name + value, request.url);
    createHmac("sha1", process.env.TWILIO_AUTH_TOKEN ?? "")
      .update(data)
      .digest("base64");
    await pool.query("insert into floor (sid, status) values ($1, $2)", [
      form.get("MessageSid"),
      form.get("MessageStatus"),
    ]);
    return new Response(null, { status: 204 });
  };
}

type Element = {
  id: string;
  from?: string;
  recipient_id?: string;
  type?: string;
  status?: string;
  timestamp: string;
  text?: { body: string };
};
type Batch = { entry: { changes: { value: { messages?: Element[]; statuses?: Element[] } }[] }[] };

/** Makes one HMAC, parses the JSON, and writes a row for each update with one statement, into a copy of our log's columns. */
export async function createBatchFloor(pool: pg.Pool): Promise<Floor> {
  await pool.query(
    "create table if not exists floor_logs (like contact_logs including defaults, primary key (id))",
  );
  return async (request) => {
    const bytes = Buffer.from(await request.arrayBuffer());
    createHmac("sha256", process.env.WHATSAPP_WEBHOOK_SECRET ?? "")
      .update(bytes)
      .digest("hex");
    const batch: Batch = JSON.parse(bytes.toString());
    const updates = batch.entry
      .flatMap(({ changes }) => changes)
      .flatMap(({ value }) => [...(value.messages ?? []), ...(value.statuses ?? [])]);
    const columns = [
      updates.map(() => randomUUID()),
      updates.map(({ id }) => id),
      updates.map(({ from, recipient_id }) => from ?? recipient_id),
      updates.map(({ type }) => type ?? "unknown"),
      updates.map(({ text }) => text?.body ?? ""),
      updates.map(({ status }) => status ?? "received"),
      updates.map(({ timestamp }) => new Date(Number(timestamp) * 1000).toISOString()),
    ];
    await pool.query({ name: "floor", text: INSERT, values: columns });
    return new Response(null, { status: 204 });
  };
}

const INSERT = `
  insert into floor_logs
    (id, direction, provider, channel, external_message_id, contact_address, kind, body, status, sent_at)
  select id, 'inbound', 'meta', 'whatsapp', message_id, contact, kind, body, status, sent_at
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::message_status[], $7::timestamptz[])
    as updates(id, message_id, contact, kind, body, status, sent_at)`;
