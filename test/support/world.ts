import { test as base } from "vitest";
import type { OwnFetch } from "../../lib/http/own-fetch.ts";
import type { Deps } from "../../lib/ports.ts";
import { createDeps, type DepsOptions } from "../../lib/wiring/wire.ts";
import { type ApiServer, startApiServer } from "../sandbox/api-server.ts";
import { callWebhook } from "../sandbox/upstreams/deliver.ts";
import { startUpstreams, type Upstreams } from "../sandbox/upstreams.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

export const PUBLIC_BASE_URL = "https://tickline.example";

export type LogRow = {
  id: string;
  contact_id: string | null;
  direction: "inbound" | "outbound";
  channel: string | null;
  twilio_message_sid: string | null;
  ticket_id: string | null;
  kind: string;
  body: string;
  media: unknown[];
  detail: Record<string, unknown>;
  template: { contentSid: string; variables: Record<string, string> } | null;
  status: string;
  error_code: string | null;
  error_message: string | null;
  handed_over_at: Date | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
  failed_at: Date | null;
};
type TaskRow = {
  kind: string;
  attempts: number;
  done_at: Date | null;
  dead_at: Date | null;
  due_at: Date;
  last_error: string | null;
  payload: Record<string, unknown>;
};

/** Tickline on a database of its own, between a simulated Twilio, Meta and Zendesk. */
export type World = Upstreams & {
  /** Where the functions really listen. */
  origin: string;
  env: Record<string, string>;
  deps: Deps;
  database: TestDatabase;
  /** Every log line, parsed. */
  logged: Record<string, unknown>[];
  logs(direction?: "inbound" | "outbound"): Promise<LogRow[]>;
  tasks(kind?: string): Promise<TaskRow[]>;
  /** Runs what is due until nothing is. */
  settle(): Promise<void>;
  /** Lets time pass for tasks, pauses and what was said. */
  age(seconds: number): Promise<void>;
  /** Lets it pass, then settles. */
  later(seconds: number): Promise<void>;
  /** Another instance of the deployment, on the same database and upstreams. */
  anotherInstance(options?: { env?: Record<string, string | undefined> }): Promise<Instance>;
};

type Instance = Pick<ApiServer, "origin" | "invoke"> & { deps: Deps; close(): Promise<void> };

type Options = { env?: Record<string, string | undefined>; deps?: DepsOptions; migrated?: boolean };

/** A world; close it when done. Variables given as undefined are absent. */
export async function createWorld(options: Options = {}): Promise<World & { close(): Promise<void> }> {
  const database = await createTestDatabase({ migrated: options.migrated ?? true });
  const upstreams = await startUpstreams({ deliver: { publicBaseUrl: PUBLIC_BASE_URL } });
  const env = {
    UPSTREAM_ORIGIN: upstreams.origin,
    PUBLIC_BASE_URL,
    TWILIO_ACCOUNT_SID: upstreams.deliver.accountSid,
    TWILIO_AUTH_TOKEN: upstreams.deliver.authToken,
    TWILIO_WHATSAPP_NUMBER: upstreams.deliver.whatsappNumber,
    TWILIO_PHONE_NUMBER: upstreams.deliver.phoneNumber,
    WHATSAPP_VERIFY_TOKEN: upstreams.deliver.meta.verifyToken,
    WHATSAPP_ACCESS_TOKEN: upstreams.deliver.meta.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: upstreams.deliver.meta.phoneNumberId,
    WHATSAPP_WEBHOOK_SECRET: upstreams.deliver.meta.appSecret,
    ZENDESK_SUBDOMAIN: "acme",
    ZENDESK_OAUTH_CLIENT_ID: "tickline",
    ZENDESK_OAUTH_CLIENT_SECRET: "of-the-simulated-zendesk",
    ZENDESK_WEBHOOK_SECRET: upstreams.deliver.zendesk.webhookSecret,
    DATABASE_URL: database.url,
    CRON_SECRET: "a-cron-secret-for-tests",
    API_KEY: "an-api-key-for-tests-of-32-characters",
    CONSOLE_PASSWORD: "a-password-for-tests",
    // A promised look 23 hours later would be in the way of tests that wait until nothing is left to do.
    ZENDESK_WINDOW_REMINDER: "disabled",
    // Time passes when a test says so.
    WAKE: "cron",
    ...options.env,
  };
  const logged: Record<string, unknown>[] = [];
  const keep = (message: string, fields = {}) => void logged.push({ message, ...fields });
  const log = { info: keep, warn: keep, error: keep, debug: keep };
  const instances: Instance[] = [];

  // Our public address is nobody's: what calls it arrives where the simulated providers' calls arrive.
  const fetchOurselves: OwnFetch = ({ url, ...call }) => callWebhook(upstreams.deliver, url, call);

  const startInstance = async (variables: Record<string, string | undefined>): Promise<Instance> => {
    const isOurs = variables.DATABASE_URL === database.url && !variables.POSTGRES_URL;
    const db = isOurs ? database.lend?.() : undefined;
    const deps = createDeps(variables, { patienceMs: 0, log, fetchOurselves, db, ...options.deps });
    const server = await startApiServer({ deps });
    const instance = {
      deps,
      origin: server.origin,
      invoke: server.invoke,
      async close() {
        await server.close();
        await deps.close();
      },
    };
    instances.push(instance);
    return instance;
  };
  const first = await startInstance(env);
  upstreams.deliver.targetOrigin = first.origin;
  upstreams.queue.consumer = (delivery) => first.invoke("/api/wake", delivery);

  const drainAll = () => Promise.all(instances.map(({ deps }) => deps.drain()));
  const settle = async () => {
    const due = "select 1 from tasks where done_at is null and dead_at is null and due_at <= now()";
    await drainAll();
    for (let rounds = 0; rounds < 50 && (await database.rows(due)).length > 0; rounds += 1) {
      const before = JSON.stringify(
        await database.rows("select id, attempts, due_at, done_at from tasks order by id"),
      );
      await drainAll();
      // What is due and does not move waits for a paused upstream.
      if (
        before ===
        JSON.stringify(await database.rows("select id, attempts, due_at, done_at from tasks order by id"))
      )
        return;
    }
  };
  const world: World & { close(): Promise<void> } = {
    ...upstreams,
    origin: first.origin,
    env: env as Record<string, string>,
    deps: first.deps,
    database,
    logged,
    logs: (direction) =>
      database.rows<LogRow>(
        "select * from contact_logs where $1::text is null or direction::text = $1 order by created_at, id",
        [direction ?? null],
      ),
    tasks: (kind) =>
      database.rows<TaskRow>("select * from tasks where $1::text is null or kind = $1 order by id", [
        kind ?? null,
      ]),
    settle,
    async age(seconds) {
      await database.rows(
        "update tasks set due_at = due_at - make_interval(secs => $1), created_at = created_at - make_interval(secs => $1), waiting_since = waiting_since - make_interval(secs => $1) where done_at is null",
        [seconds],
      );
      await database.rows(
        `update tasks set payload = jsonb_set(payload, '{calledAt}', to_jsonb((payload->>'calledAt')::numeric - $1 * 1000))
         where done_at is null and payload->>'calledAt' is not null`,
        [seconds],
      );
      await database.rows("update said set said_at = said_at - make_interval(secs => $1)", [seconds]);
      await database.rows(
        `update upstream_pauses set paused_until = paused_until - make_interval(secs => $1),
           probe_due_at = probe_due_at - make_interval(secs => $1), away_since = away_since - make_interval(secs => $1)`,
        [seconds],
      );
      await database.rows(
        `update contact_logs set due_at = due_at - make_interval(secs => $1), handed_over_at = handed_over_at - make_interval(secs => $1)
         where status = 'accepted'
           and (batch_id is not null or coalesce(twilio_message_sid, external_message_id) is null and handed_over_at is not null)`,
        [seconds],
      );
      await database.rows("update send_paces set next_at = next_at - make_interval(secs => $1)", [seconds]);
    },
    async later(seconds) {
      await world.age(seconds);
      await settle();
    },
    anotherInstance: (more = {}) => startInstance({ ...env, ...more.env }),
    async close() {
      // What hangs upstream ends with it, so that no instance waits for it.
      await upstreams.close();
      await Promise.all(instances.map((instance) => instance.close()));
      await database.close();
    },
  };
  return world;
}

/** A test with a world of its own, made so. */
export const testIn = (make: () => ReturnType<typeof createWorld>) =>
  base.extend<{ world: World }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures that a fixture needs from here
    world: async ({}, use) => {
      const world = await make();
      await use(world);
      await world.close();
    },
  });

/** A test with a world of its own. */
export const test = testIn(createWorld);
