import type { Area, Finding } from "../../lib/domain/findings/finding.ts";
import type { Deps } from "../../lib/ports.ts";
import type { World } from "./world.ts";

/** What the doctor calls the calls by which it tries our own public address. */
export const SIGNED_CALLS = [
  "A call signed as Twilio signs",
  "A call signed as Meta signs",
  "A call signed as Zendesk signs",
] as const;

/** What the doctor finds in one area. @throws {Error} when a value that must stay secret stands in it */
export async function examined(
  { deps }: { deps: Deps },
  area: Area,
  secrets: (string | undefined)[] = [],
): Promise<Finding[]> {
  const findings = await deps.examine([area]);
  const told = JSON.stringify(findings);
  for (const secret of secrets)
    if (secret && told.includes(secret)) throw new Error(`a secret stands in the findings: ${told}`);
  return findings;
}

/** The finding about this. @throws {Error} naming what was looked at when there is none */
export function about(findings: Finding[], what: string): Finding {
  const found = findings.find((finding) => finding.what === what);
  if (found) return found;
  throw new Error(
    `nothing was found about "${what}", only about ${findings.map((one) => one.what).join(", ")}`,
  );
}

/** Applies the fix of the finding about this. @throws {Error} when it has none */
export async function setRight(findings: Finding[], what: string): Promise<Record<string, string>> {
  const { fix } = about(findings, what);
  if (!fix) throw new Error(`"${what}" has no fix`);
  return fix.apply();
}

/** What the doctor finds about Tickline with these variables; throws when a secret stands in it. */
export async function oursOf(world: World, env: Record<string, string | undefined> = {}) {
  const instance = Object.keys(env).length > 0 ? await world.anotherInstance({ env }) : world;
  const all = { ...world.env, ...env };
  const secrets = Object.entries(all).flatMap(([name, value]) =>
    /TOKEN(?!S)|SECRET|PASSWORD|API_KEY|DATABASE_URL/.test(name) ? [value] : [],
  );
  return examined(instance, "tickline", secrets);
}

/** What was looked at, and how it is. */
export const statesOf = (findings: Finding[]) =>
  Object.fromEntries(findings.map(({ what, state }) => [what, state]));

/** What the doctor finds about Zendesk with these variables; throws when a secret stands in it. */
export async function zendeskOf(world: World, env: Record<string, string | undefined> = {}) {
  const secrets = [
    world.deliver.zendesk.webhookSecret,
    world.env.ZENDESK_OAUTH_CLIENT_SECRET,
    "of-grace-alone",
  ];
  const instance = Object.keys(env).length > 0 ? await world.anotherInstance({ env }) : world;
  return examined(instance, "zendesk", [...secrets, env.VERCEL_AUTOMATION_BYPASS_SECRET]);
}
