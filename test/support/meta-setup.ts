import { expect } from "vitest";
import { commandMenu } from "../../lib/commands/index.ts";
import type { Finding } from "../../lib/domain/findings/finding.ts";
import type { Deps } from "../../lib/ports.ts";
import { type MetaSetup, newSetup, putInOrder } from "../sandbox/meta/setup-state.ts";
import { PUBLIC_BASE_URL, type World } from "./world.ts";

export const OUR_WEBHOOK = `${PUBLIC_BASE_URL}/api/meta/webhook`;

/** Everything at Meta as the product wants it, whatever a test before did to it. */
export function inOrder(world: World): MetaSetup {
  world.heal("meta");
  world.calls.length = 0;
  Object.assign(world.meta.setup, newSetup(world.deliver.meta));
  putInOrder(world.meta.setup, OUR_WEBHOOK, commandMenu());
  return world.meta.setup;
}

export type Findings = Record<string, Finding>;

/** What is found of Meta, by what was looked at; with variables given, as a deployment with those finds it. */
export async function examineMeta(
  world: World,
  env: Record<string, string | undefined> = { WHATSAPP_REPLY_TEMPLATE: "reply_later:en" },
): Promise<Findings> {
  const instance = await world.anotherInstance({ env });
  const findings = await metaFindings(instance.deps);
  await instance.close();
  return findings;
}

/** The same, by the dependencies of an instance. */
export async function metaFindings(deps: Deps): Promise<Findings> {
  const findings = await deps.examine(["meta"]);
  return Object.fromEntries(findings.map((finding) => [finding.what, finding]));
}

/** What is not as it should be, by its state and what it says. */
export function complaints(findings: Findings): string[] {
  return Object.values(findings)
    .filter(({ state }) => state !== "ok")
    .map(({ what, state, says }) => `${state}: ${what}: ${says}`);
}

/** How it is set right. @throws {Error} when it cannot be, by us */
export function fixOf(findings: Findings, what: string) {
  const fix = findings[what]?.fix;
  if (!fix) throw new Error(`${what} has no fix: ${findings[what]?.says}`);
  return fix;
}

/** What was set at Meta, oldest first. */
export function settings({ calls }: World) {
  const posts = calls.filter(({ provider, method }) => provider === "meta" && method === "POST");
  return posts.map(({ path, body }) => ({ path: path.replace(/^\/v\d+\.\d\//, ""), body }));
}

/** Applies it twice, as somebody in doubt does. @returns what was set the first time */
export async function applyTwice(world: World, what: string) {
  const fix = fixOf(await examineMeta(world), what);
  const first = await fix.apply();
  const once = settings(world);
  const state = structuredClone(world.meta.setup);
  expect(await fix.apply()).toEqual(first);
  expect(world.meta.setup).toEqual(state);
  expect((await examineMeta(world))[what]).toMatchObject({ state: "ok" });
  return { fix, once, variables: first };
}
