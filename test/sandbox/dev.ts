import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { readBusiness } from "../../lib/assistant/read-business.ts";
import { commandMenu } from "../../lib/commands/index.ts";
import { noteCall } from "../../lib/health/note-call.ts";
import { promiseSyncNow } from "../../lib/templates/sync-templates.ts";
import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { startPostgres } from "../support/postgres.ts";
import { startApiServer } from "./api-server.ts";
import { ASSISTANT_SETTINGS } from "./dev/assistant.ts";
import { createSandbox } from "./dev/routes.ts";
import { storeSamples } from "./dev/sample-templates.ts";
import { putInOrder } from "./meta/setup-state.ts";
import { storeTemplates } from "./twilio/own-templates.ts";
import { startUpstreams } from "./upstreams.ts";

const BUSINESS = fileURLToPath(new URL("business", import.meta.url));
const CONSOLE_PASSWORD = "sandbox-console";

const port = Number(process.env.PORT || 3000);
const publicBaseUrl = `http://localhost:${port}`;
/** What to undo, newest last. */
const started: (() => unknown)[] = [];
let leavingSince: number | undefined;
/** Approved at the simulated Twilio, to send with. */
let templates: string[] = [];

try {
  await requireFreePort(port);
  await start();
  console.log(`\nTickline's sandbox: ${publicBaseUrl}   (Ctrl-C ends it and forgets everything)`);
  console.log(
    `Its console: ${publicBaseUrl}/console   (any name, password ${CONSOLE_PASSWORD}, or as somebody of the simulated Zendesk)`,
  );
  console.log(`Its templates, to send with: ${templates.join(", ")}\n`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop();
  process.exitCode = 1;
}

async function start(): Promise<void> {
  process.on("SIGINT", leave).on("SIGTERM", leave);
  console.log("Starting PostgreSQL, Twilio, Meta, Zendesk (the last three simulated) ...");
  const postgres = await startPostgres();
  started.push(postgres.stop);
  const databaseUrl = await postgres.createDatabase("tickline");
  await migrateDatabase(databaseUrl);

  const clientSecret = secretFor("zendesk client");
  const upstreams = await startUpstreams({
    // A number of the account's own, unlike the sandbox number, which nobody can look at.
    deliver: { publicBaseUrl, targetOrigin: `http://127.0.0.1:${port}`, whatsappNumber: "+14155550188" },
    zendesk: { subdomain: "acme", clientId: "tickline", clientSecret },
  });
  started.push(upstreams.close);
  upstreams.twilio.callbacks = "auto";
  upstreams.meta.callbacks = "auto";
  putInOrder(upstreams.meta.setup, `${publicBaseUrl}/api/meta/webhook`, commandMenu());
  upstreams.zendesk.connectWebhook();
  upstreams.zendesk.admin.apps.install(new URL(publicBaseUrl).host);
  const contentSids = storeTemplates(upstreams.twilio);
  storeSamples(upstreams.twilio, upstreams.meta.setup);
  templates = Object.entries(contentSids).map(([name, sid]) => `${name}=${sid}`);

  const { accountSid, authToken, whatsappNumber, phoneNumber, meta, zendesk } = upstreams.deliver;
  const environment = {
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_WHATSAPP_NUMBER: whatsappNumber,
    TWILIO_PHONE_NUMBER: phoneNumber,
    ...contentSids,
    WHATSAPP_VERIFY_TOKEN: meta.verifyToken,
    WHATSAPP_ACCESS_TOKEN: meta.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: meta.phoneNumberId,
    WHATSAPP_WEBHOOK_SECRET: meta.appSecret,
    WHATSAPP_REPLY_TEMPLATE: "reply_later:en",
    ZENDESK_SUBDOMAIN: "acme",
    ZENDESK_APP_ID: upstreams.zendesk.app.id,
    ZENDESK_OAUTH_CLIENT_ID: "tickline",
    ZENDESK_OAUTH_CLIENT_SECRET: clientSecret,
    ZENDESK_WEBHOOK_SECRET: zendesk.webhookSecret,
    DATABASE_URL: databaseUrl,
    CRON_SECRET: secretFor("cron"),
    API_KEY: "an-api-key-for-the-sandbox-alone",
    CONSOLE_PASSWORD,
    SESSION_SECRET: secretFor("sessions"),
    // Here a conversation's messages come by its own webhook alone.
    CONVERSATIONS_CREATE_TICKETS: "true",
    RATINGS: "chat",
    // Nobody who tries it waits for longer.
    RATINGS_AFTER_MINUTES: "1",
    PUBLIC_BASE_URL: publicBaseUrl,
    UPSTREAM_ORIGIN: upstreams.origin,
    WAKE: "queue",
  };
  // Nothing else of the shell's: a POSTGRES_URL that happens to be set is somebody's real database.
  const variables = { ...environment, DEBUG: process.env.DEBUG };
  const deps = createDeps(variables, { acceptUnsigned: true, patienceMs: 0 });
  started.push(() => deps.close());
  // As patient as on Vercel: a wake comes seconds late, and somebody waits for an answer.
  const withAssistant = createDeps(
    { ...variables, ...ASSISTANT_SETTINGS },
    { acceptUnsigned: true, db: deps.db, business: await readBusiness(BUSINESS) },
  );

  const sandbox = createSandbox({
    upstreams,
    databaseUrl,
    turnAssistant: (to) => server.deploy(to === "on" ? withAssistant : deps),
  });
  const server = await startApiServer({ port, deps, handle: sandbox.handle });
  // Unanswered calls end with their upstream, so that nothing waits for them.
  started.push(server.close, upstreams.close, sandbox.close);
  upstreams.queue.isLive = true;
  upstreams.queue.consumer = (delivery) => server.invoke("/api/wake", delivery);
  await noteCall(deps, "cron/daily");
  await promiseSyncNow(deps);
  await deps.drainOnTime();
}

async function leave(): Promise<void> {
  // npm passes Ctrl-C on, so it comes twice at once. One that comes later is meant: PostgreSQL's guard tidies up alone.
  if (leavingSince !== undefined) return Date.now() - leavingSince > 1000 ? process.exit(130) : undefined;
  leavingSince = Date.now();
  console.log("\nStopping ...");
  await stop();
  process.exit();
}

async function stop(): Promise<void> {
  for (const undo of started.splice(0).reverse()) await undo();
}

async function requireFreePort(wanted: number): Promise<void> {
  if (!(wanted > 0 && wanted < 65536)) {
    throw new Error(`PORT is ${process.env.PORT}: set it to a number from 1 to 65535`);
  }
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", (cause) => {
      const sentence = `Port ${wanted} is in use: stop what runs there, or take another one, e.g. PORT=${wanted + 1} npm run dev`;
      reject(new Error(sentence, { cause }));
    });
    probe.listen(wanted, "127.0.0.1", () => probe.close(() => resolve()));
  });
}

function secretFor(what: string): string {
  return createHash("sha256").update(`tickline sandbox ${what}`).digest("hex");
}
