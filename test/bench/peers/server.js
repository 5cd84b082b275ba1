// Two peers on a port each, as their own documentation shows them, with a database of their own. The benchmark starts this file as a
// process of its own: node server.js, with DATABASE_URL, PUBLIC_BASE_URL, TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_PHONE_NUMBER.
import { once } from "node:events";
import { createServer } from "node:http";
import { createPostgresState } from "@chat-adapter/state-pg";
import { createTwilioAdapter } from "@chat-adapter/twilio";
import { getRequestListener } from "@hono/node-server";
import { Chat, ConsoleLogger } from "chat";
import express from "express";
import pg from "pg";
import twilio from "twilio";

const { DATABASE_URL, PUBLIC_BASE_URL, TWILIO_AUTH_TOKEN } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
await pool.query(`
  create table if not exists messages (sid text primary key, sender text, body text, status text, at timestamptz default now())`);

/** Express with Twilio's own check of signatures, and one statement: less than Tickline stores. */
const app = express();
app.use(express.urlencoded({ extended: false }));
const checked = (path) => twilio.webhook(TWILIO_AUTH_TOKEN, { url: `${PUBLIC_BASE_URL}${path}` });
app.post("/status", checked("/status"), async (request, response) => {
  const { MessageSid, MessageStatus } = request.body;
  await pool.query(
    "insert into messages (sid, status) values ($1, $2) on conflict (sid) do update set status = excluded.status",
    [MessageSid, MessageStatus],
  );
  response.status(204).end();
});
app.post("/inbound", checked("/inbound"), async (request, response) => {
  const { MessageSid, From, Body } = request.body;
  await pool.query(
    "insert into messages (sid, sender, body) values ($1, $2, $3) on conflict (sid) do nothing",
    [MessageSid, From, Body],
  );
  response.type("text/xml").send("<Response/>");
});

/** The Chat SDK, whose state is in PostgreSQL: it deduplicates and locks there, and hears each message in a handler. */
const logger = new ConsoleLogger("silent");
const bot = new Chat({
  userName: "bench",
  adapters: { twilio: createTwilioAdapter({ webhookUrl: `${PUBLIC_BASE_URL}/chat`, logger }) },
  state: createPostgresState({ client: new pg.Pool({ connectionString: DATABASE_URL, max: 10 }), logger }),
  logger,
});
bot.onDirectMessage(async () => {});
await bot.initialize();
const chat = createServer(
  getRequestListener((request) => bot.webhooks.twilio(request), { overrideGlobalObjects: false }),
);

const listen = async (server) => {
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}`;
};
const origins = {
  express: await listen(app.listen(0, "127.0.0.1")),
  chat: await listen(chat.listen(0, "127.0.0.1")),
};
console.log(`ready ${JSON.stringify(origins)}`);
