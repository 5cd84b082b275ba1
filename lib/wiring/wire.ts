import { getDeadline } from "@vercel/functions";
import type { Business } from "../assistant/assistant.ts";
import { type Env, parseEnv } from "../config/env.ts";
import { ask } from "../db/ask.ts";
import { connect, type Db } from "../db/client.ts";
import { NEXT_DUE } from "../db/tasks/claims.ts";
import type { Examinations } from "../doctor/examine.ts";
import { ASSISTANT_LIMITS } from "../domain/assistant/limits.ts";
import type { Provider } from "../domain/providers.ts";
import type { OwnTexts } from "../domain/replies/own-wording.ts";
import { NotConfiguredError } from "../errors.ts";
import { fetchOurselves, type OwnFetch } from "../http/own-fetch.ts";
import { createUpstreamFetch, type UpstreamFetch } from "../http/upstream.ts";
import { createReceive } from "../inbound/receive.ts";
import { createLog, type Log } from "../log.ts";
import type { Deps, Wake } from "../ports.ts";
import type { MessageChannel } from "../providers/channel.ts";
import { createMetaChannel } from "../providers/meta/channel.ts";
import { metaSettings } from "../providers/meta/webhook.ts";
import { createTwilioChannel } from "../providers/twilio/channel.ts";
import { createTwilioConversations } from "../providers/twilio/conversations-api.ts";
import { createRecordStatuses } from "../statuses/record-status.ts";
import { atMostEvery, createDrain, insured } from "../tasks/drain.ts";
import { accountable, LONGEST_TASK_MS } from "../tasks/slots.ts";
import { createQueue } from "../wake/queue.ts";
import { createTimer } from "../wake/timer.ts";
import { wakeUp } from "../wake/wake-up.ts";
import { createZendesk } from "../zendesk/client.ts";
import { promptly, remembered } from "../zendesk/remembered.ts";

export type DepsOptions = {
  acceptUnsigned?: boolean;
  log?: Log;
  db?: Db;
  fetchUpstream?: UpstreamFetch;
  fetchOurselves?: OwnFetch;
  examinations?: Examinations;
  /** In place of what stands in lib/business. */
  business?: Business;
  /** In place of what stands in lib/business/texts. */
  texts?: OwnTexts;
  /** In place of what BUSINESS_HOURS says. */
  schedule?: Deps["schedule"];
  /** How long the model may take for one question. */
  modelPatienceMs?: number;
  /** How long a drain stays for a task that is due soon; a first retry comes after 5 to 6 s. */
  patienceMs?: number;
};

/** A function may run for 120 s (vercel.json), and a task that is begun in the last moment takes up to 60. */
const DRAIN_BUDGET_MS = 40_000;

/** Should an instance die with what it began, or promised, somebody looks after so long: leases have ended by then. */
const MISSED_AFTER_SECONDS = 60;

/**
 * The composition root: the only place that knows which provider, driver or client is behind a port.
 * @throws {SettingError} when a setting can only be a mistake
 */
export function createDeps(variables: Record<string, string | undefined>, options: DepsOptions = {}): Deps {
  const env = parseEnv(variables);
  const log = options.log ?? createLog({ debug: env.debug });
  const db = options.db ?? connect(env.database);
  const fetchUpstream = accountable(options.fetchUpstream ?? createUpstreamFetch(env));
  const channels: Record<Provider, () => MessageChannel> = {
    twilio: once(() => createTwilioChannel(configuredTwilio(env), fetchUpstream)),
    meta: once(() => createMetaChannel(metaSettings(env), fetchUpstream)),
  };
  const conversations = once(() => createTwilioConversations(conversationsTwilio(env), fetchUpstream));
  const zendesk = once(() => {
    const settings = configuredZendesk(env);
    if ("apiToken" in settings.credentials) {
      log.warn(
        "Zendesk ends API tokens on 2027-04-30: set ZENDESK_OAUTH_CLIENT_ID and ZENDESK_OAUTH_CLIENT_SECRET instead",
      );
    }
    return createZendesk(settings, fetchUpstream);
  });
  const model = once(async () => {
    const { createModel } = await import("../assistant/model.ts");
    return createModel({
      ...configuredAssistant(env),
      upstreamOrigin: env.upstreamOrigin,
      patienceMs: options.modelPatienceMs ?? ASSISTANT_LIMITS.modelPatienceMs,
    });
  });
  const schedule = once(async () => (await import("./schedule.ts")).createSchedule(env, zendesk));
  const business = once(
    async () => options.business ?? (await import("../assistant/read-business.ts")).readBusiness(),
  );
  const notes = once(async () => (await import("./notes.ts")).notesIn(env.agentLanguage));
  const texts = once(async () => options.texts ?? (await import("./replies.ts")).readTexts());
  const replies = once(async () => {
    const { createReplies, wordingInZendesk } = await import("./replies.ts");
    const { wording } = await texts();
    const inZendesk = env.dynamicContent ? [wordingInZendesk(() => deps.zendesk)] : [];
    return createReplies([...inZendesk, async () => wording]);
  });
  const queue = createQueue(env, { db, log });
  const timer = createTimer(() => wakeUp(deps, "timer"));
  const wakes: Record<Wake["by"], Wake["at"]> = { queue: queue.at, timer: timer.at, cron: async () => {} };
  const wakeAt = wakes[env.wake];
  // A timer dies with us.
  const ifWeDie = env.wake === "queue" ? () => queue.at(MISSED_AFTER_SECONDS) : undefined;
  const drain = createDrain({
    takeDue: async (beside) => (await worker())(beside),
    nextDueInSeconds: () => ask(db, NEXT_DUE),
    budgetMs: DRAIN_BUDGET_MS,
    lastBeginsMs: LONGEST_TASK_MS,
    deadline: getDeadline,
    wakeAt: env.wake === "cron" ? undefined : wakeAt,
    ifWeDie,
    patienceMs: options.patienceMs ?? 7_000,
  });
  // What only tasks need is read when the first is looked for, after the answer that promised it.
  const worker = once(async () => {
    const [{ createWorker }, { TASKS }] = await Promise.all([
      import("../tasks/run.ts"),
      import("./task-registry.ts"),
    ]);
    return createWorker(deps, TASKS);
  });
  const deps: Deps = {
    env,
    log,
    db,
    ownNumbers: ownNumbersOf(env),
    receive: createReceive(db),
    recordStatuses: createRecordStatuses(db, env),
    channel: (provider) => channels[provider](),
    get conversations() {
      return conversations();
    },
    get zendesk() {
      return zendesk();
    },
    locales: promptly(remembered(async () => zendesk().listLocales())),
    async zendeskSignIn() {
      const client = zendeskClient(env);
      const { createSignIn } = await import("../zendesk/sign-in.ts");
      return createSignIn(client, { fetchUpstream, upstreamOrigin: env.upstreamOrigin });
    },
    replies: async (language) => (await replies())(language),
    notes,
    schedule:
      options.schedule ?? (async () => (env.businessHours.as === "off" ? null : (await schedule())())),
    business,
    model,
    drain: ifWeDie ? insured(ifWeDie, drain) : drain,
    drainOnTime: drain,
    drainInPassing: atMostEvery(1_000, drain),
    wake: { by: env.wake, at: wakeAt, receive: queue.receive },
    acceptUnsigned: options.acceptUnsigned ?? false,
    async examine(only) {
      const { examine } = await import("../doctor/examine.ts");
      const ours = options.fetchOurselves ?? fetchOurselves;
      const patient = { env, db, fetchUpstream, fetchOurselves: ours, business, texts, model };
      return examine(patient, { only, examinations: options.examinations });
    },
    readAgain: async (kept) => (await import("../kept-payloads/read-again.ts")).readAgain(deps, kept),
    close: () => {
      timer.stop();
      return db.close();
    },
  };
  return deps;
}

let ofThisInstance: Deps | undefined;

/** The dependencies of this instance, from the process's environment, made at the first request. */
export function instanceDeps(): Deps {
  ofThisInstance ??= createDeps(process.env);
  return ofThisInstance;
}

function configuredTwilio({ twilio, publicOrigins, protectionBypass, invalid }: Env) {
  if (!twilio.configured)
    throw new NotConfiguredError("Twilio", twilio.missing, { upstream: "twilio", invalid });
  return { twilio, publicOrigin: publicOrigins[0], protectionBypass };
}

/** A malformed service would be another one, the account's default. */
function conversationsTwilio(env: Env) {
  const setting = "TWILIO_CONVERSATIONS_SERVICE_SID";
  const { invalid } = env;
  if (invalid.includes(setting))
    throw new NotConfiguredError("Twilio Conversations", [setting], { upstream: "twilio", invalid });
  return configuredTwilio(env).twilio;
}

function configuredZendesk({ zendesk, invalid }: Env) {
  if (!zendesk.configured)
    throw new NotConfiguredError("Zendesk", zendesk.missing, { upstream: "zendesk", invalid });
  return zendesk;
}

function zendeskClient(env: Env) {
  const { subdomain, credentials } = configuredZendesk(env);
  if ("clientId" in credentials) return { subdomain, ...credentials };
  const { invalid } = env;
  const client = ["ZENDESK_OAUTH_CLIENT_ID", "ZENDESK_OAUTH_CLIENT_SECRET"] as const;
  throw new NotConfiguredError("Signing in with Zendesk", client, { invalid });
}

function configuredAssistant({ assistant, invalid }: Env) {
  if (!assistant.configured) throw new NotConfiguredError("The assistant", assistant.missing, { invalid });
  return assistant;
}

function ownNumbersOf({ twilio }: Env): string[] {
  if (!twilio.configured) return [];
  return [twilio.whatsappNumber, twilio.phoneNumber].filter((number) => number !== undefined);
}

function once<T>(make: () => T): () => T {
  let made: { it: T } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}
