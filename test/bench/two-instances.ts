import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { startApiServer } from "../sandbox/api-server.ts";
import { startUpstreams } from "../sandbox/upstreams.ts";
import { startPostgres } from "../support/postgres.ts";

const PUBLIC = "https://tickline.example";

/** Two instances of Tickline on one database of their own, with the simulated providers. */
export async function startTwoInstances({ durable = false } = {}) {
  const postgres = await startPostgres({ durable });
  const databaseUrl = await postgres.createDatabase();
  await migrateDatabase(databaseUrl);
  const { deliver, twilio, zendesk, origin, close } = await startUpstreams({
    deliver: { publicBaseUrl: PUBLIC },
  });
  const env = {
    DATABASE_URL: databaseUrl,
    UPSTREAM_ORIGIN: origin,
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
  return {
    databaseUrl,
    deliver,
    twilio,
    zendesk,
    /** From now on the providers call this one. */
    callInstance(n: number) {
      deliver.targetOrigin = instances[n]?.server.origin;
    },
    drain: () => Promise.all(instances.map(({ deps }) => deps.drain())),
    async stop() {
      for (const { deps, server } of instances) {
        await server.close();
        await deps.close();
      }
      await close();
      await postgres.stop();
    },
  };
}
