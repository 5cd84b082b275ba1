import pg from "pg";
import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { startApiServer } from "../sandbox/api-server.ts";
import { startUpstreams } from "../sandbox/upstreams.ts";
import { startPostgres } from "../support/postgres.ts";

const ROUNDS = 200;
const AT_ONCE = 50;
const PUBLIC = "https://tickline.example";

/** 50 identical webhooks at once, 200 times, at two instances: counts the rounds that made other than one of everything. */
export async function countDuplicates(): Promise<string[]> {
  const postgres = await startPostgres({ durable: true });
  const url = await postgres.createDatabase();
  await migrateDatabase(url);
  const upstreams = await startUpstreams({ deliver: { publicBaseUrl: PUBLIC } });
  const { deliver, twilio, zendesk } = upstreams;
  const env = {
    DATABASE_URL: url,
    UPSTREAM_ORIGIN: upstreams.origin,
    PUBLIC_BASE_URL: PUBLIC,
    TWILIO_ACCOUNT_SID: deliver.accountSid,
    TWILIO_AUTH_TOKEN: deliver.authToken,
    TWILIO_WHATSAPP_NUMBER: deliver.whatsappNumber,
    ZENDESK_SUBDOMAIN: "acme",
    ZENDESK_OAUTH_CLIENT_ID: "tickline",
    ZENDESK_OAUTH_CLIENT_SECRET: "of-the-simulated-zendesk",
  };
  const nothing = () => {};
  const log = { info: nothing, warn: nothing, error: nothing, debug: nothing };
  const instances = await Promise.all(
    [1, 2].map(async () => {
      const deps = createDeps(env, { log, patienceMs: 0 });
      return { deps, server: await startApiServer({ deps }) };
    }),
  );
  const refused: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const From = `whatsapp:+1415${5_000_000 + round}`;
    const { sid } = twilio.miss({ From, Body: "The same message again and again" });
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) => {
        deliver.targetOrigin = instances[n % 2]?.server.origin;
        return twilio.redeliver(sid);
      }),
    );
    refused.push(...answers.map(({ status }) => status).filter((status) => status !== 200));
    await Promise.all(instances.map(({ deps }) => deps.drain()));
  }
  await Promise.all(instances.map(({ deps }) => deps.drain()));

  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    "select count(*)::int as logs, count(distinct twilio_message_sid)::int as messages from contact_logs where direction = 'inbound'",
  );
  await client.end();
  for (const { deps, server } of instances) {
    await server.close();
    await deps.close();
  }
  await upstreams.close();
  await postgres.stop();
  return [
    `${AT_ONCE} identical webhooks at once, ${ROUNDS} times: ${rows[0].logs} log rows of ${rows[0].messages} messages, ` +
      `${zendesk.tickets.length} tickets, ${twilio.sent.length} replies, ${refused.length} refused`,
  ];
}
