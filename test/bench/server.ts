import { createHmac } from "node:crypto";
import pg from "pg";
import { createDeps } from "../../lib/deps.ts";
import { startApiServer } from "../sandbox/api-server.ts";

/**
 * The functions beside the floor: a bare handler that reads the form, makes one HMAC and one statement. Started as a process of
 * its own by the benchmark, so that the load's own work is not measured. What follows an acknowledgement is left out.
 */
const nothing = () => {};
const deps = createDeps(process.env, {
  log: { info: nothing, warn: nothing, error: nothing, debug: nothing },
});
let statements = 0;
const query = deps.db.query.bind(deps.db);
deps.db.query = (statement) => {
  statements += 1;
  return query(statement);
};
deps.drain = async () => {};
deps.drainInPassing = async () => {};

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query(
  "create table if not exists floor (id bigint generated always as identity primary key, sid text, status text)",
);

const server = await startApiServer({
  deps,
  async handle(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/statements") return new Response(String(statements));
    if (pathname !== "/floor") return undefined;
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
  },
});
console.log(`ready ${server.origin}`);
