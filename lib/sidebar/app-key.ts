import { createPublicKey, type KeyObject } from "node:crypto";
import { UpstreamError } from "../errors.ts";
import { askSoon } from "../outbound/ask-soon.ts";
import type { Deps } from "../ports.ts";
import type { SidebarSettings } from "./configured.ts";
import { nothingDone } from "./nothing-done.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;
/** A failure to read it is remembered: without a key, no stranger's token can be told from an agent's. */
const FAILED_MS = 5 * 1000;
const SHORTEST_BITS = 2048;

type Kept = { key: KeyObject; readAt: number };
type Memory = {
  kept?: Kept;
  triedAt: number;
  reading?: Promise<Kept>;
  failed?: { error: unknown; until: number };
};

/** What this instance knows of its deployment's app. */
const memories = new WeakMap<Deps["env"], Memory>();

/**
 * Whether a check passes with the app's public key. The key is remembered for a day, and read again when the check fails, since the app
 * may have a new one: at most once a minute, whoever tries.
 * @throws {UpstreamError} when Zendesk does not give the key, and we have none
 */
export async function passesWithKey(
  { db, env, zendesk }: Pick<Deps, "db" | "env" | "zendesk">,
  { appId }: SidebarSettings,
  check: (key: KeyObject) => boolean,
): Promise<boolean> {
  const memory = memories.get(env) ?? { triedAt: 0 };
  memories.set(env, memory);
  const read = () =>
    readOnce(memory, () => askSoon({ db }, "zendesk", () => zendesk.showAppKey(appId)).catch(nothingDone));
  const known = memory.kept;
  const mayTry = () => memory.triedAt + MINUTE_MS < Date.now();
  const isOld = known === undefined || (known.readAt + DAY_MS < Date.now() && mayTry());
  // Yesterday's key is good while Zendesk is away.
  const { key } = isOld ? await read().catch((error) => known ?? Promise.reject(error)) : known;
  if (check(key)) return true;
  if (!mayTry()) return memory.kept !== undefined && check(memory.kept.key);
  return read().then(
    (newer) => check(newer.key),
    () => false,
  );
}

/** Those who come while it is read share what comes of it, and for some seconds so do those who come after a failure. */
function readOnce(memory: Memory, ask: () => Promise<string>): Promise<Kept> {
  if (memory.failed && memory.failed.until > Date.now()) return Promise.reject(memory.failed.error);
  const ended = () => {
    delete memory.reading;
  };
  memory.reading ??= readNow(memory, ask).finally(ended);
  return memory.reading;
}

async function readNow(memory: Memory, ask: () => Promise<string>): Promise<Kept> {
  memory.triedAt = Date.now();
  try {
    memory.kept = { key: publicKey(await ask()), readAt: Date.now() };
    return memory.kept;
  } catch (error) {
    memory.failed = { error, until: Date.now() + FAILED_MS };
    throw error;
  }
}

function publicKey(pem: string): KeyObject {
  const key = readKey(pem);
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key?.asymmetricKeyType === "rsa" && bits >= SHORTEST_BITS) return key;
  throw new UpstreamError("zendesk", "rejected", { reason: "the app's public key is none of RSA" });
}

function readKey(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}
