import type { Env } from "../../config/env.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { type OwnCall, ownUrl } from "../../domain/urls/own-url.ts";
import { shownUrl } from "../../domain/urls/shown-url.ts";
import { parseJson } from "../../http/upstream.ts";
import { harmlessMetaCall } from "../../providers/meta/harmless-call.ts";
import { harmlessTwilioCall } from "../../providers/twilio/harmless-call.ts";
import { harmlessZendeskCall } from "../../zendesk/harmless-call.ts";
import type { Patient } from "../examination.ts";
import { found } from "./findings.ts";
import { reach, type Verdict } from "./reach.ts";

const ADDRESS = "Public address";

type RoundTrip = {
  findings: Finding[];
  /** By how much the deployment's clock is ahead of ours. */
  aheadMs: number | undefined;
};

/** Calls ourselves by our public address as each provider does, signed and without consequences, and says what stands in the way. */
export async function examineRoundTrip({
  env,
  fetchOurselves,
}: Pick<Patient, "env" | "fetchOurselves">): Promise<RoundTrip> {
  const [origin] = env.publicOrigins;
  if (origin === undefined) return { findings: [], aheadMs: undefined };
  const url = ownUrl(origin, "/api/health", env.protectionBypass);
  const health = await reach(fetchOurselves, { url, method: "GET" });
  const isTickline = health.kind === "answered" && isHealth(health.body);
  const findings = [found({ what: ADDRESS, ...addressVerdict(health, origin, isTickline) })];
  const signed = await Promise.all(
    callsOf(env, origin).map(async ({ what, call, secrets }) => {
      if (!isTickline) return found({ what, ...NOT_TRIED });
      return found({ what, ...signedVerdict(await reach(fetchOurselves, call), call, secrets) });
    }),
  );
  return { findings: [...findings, ...signed], aheadMs: isTickline ? health.aheadMs : undefined };
}

const NOT_TRIED = {
  state: "unknown",
  says: "It was not tried: our public address does not answer as ours.",
  cure: "See to the public address first.",
} as const;

function callsOf(env: Env, origin: string): { what: string; call: OwnCall; secrets: string }[] {
  const calls = [
    {
      what: "A call signed as Twilio signs",
      call: harmlessTwilioCall(env, origin),
      secrets: "TWILIO_AUTH_TOKEN, TWILIO_ACCOUNT_SID or PUBLIC_BASE_URL",
    },
    {
      what: "A call signed as Meta signs",
      call: harmlessMetaCall(env, origin),
      secrets: "WHATSAPP_WEBHOOK_SECRET",
    },
    {
      what: "A call signed as Zendesk signs",
      call: harmlessZendeskCall(env, origin),
      secrets: "ZENDESK_WEBHOOK_SECRET",
    },
  ];
  return calls.flatMap(({ call, ...about }) => (call ? [{ ...about, call }] : []));
}

type Told = Omit<Finding, "area" | "what">;

function addressVerdict(verdict: Verdict, origin: string, isTickline: boolean): Told {
  if (verdict.kind === "barred") return verdict.told;
  const { status, body, ms } = verdict;
  if (isTickline && status === 200) return { state: "ok", says: `${origin} answers, in ${ms} ms.` };
  if (isTickline) return unwell(body, origin);
  return {
    state: "broken",
    says: `${origin}/api/health does not answer as Tickline does (HTTP ${status}): no webhook arrives.`,
    expected: "this deployment",
    actual: status === 404 ? "another deployment, another site, or another path" : "something else",
    cure: "Set PUBLIC_BASE_URL to the address of this deployment, or give the domain to this project in Vercel, Domains.",
  };
}

function isHealth(body: string): boolean {
  const health = parseJson(body);
  return typeof health === "object" && health !== null && "healthy" in health && "database" in health;
}

function unwell(body: string, origin: string): Told {
  const { database } = parseJson(body) as { database: unknown }; // as isHealth has seen
  const isAway = database === "unreachable" || database === "not configured";
  const why = isAway ? `its database is ${database}` : "it lacks migrations or settings";
  return {
    state: "broken",
    says: `${origin} answers, and says that it is not well: ${why}.`,
    expected: "HTTP 200",
    actual: "HTTP 503",
    cure: `Ask ${origin}/api/health with Authorization: Bearer and the CRON_SECRET or API_KEY there: it names what is missing. What is set here may not be set in the deployment.`,
  };
}

/** How our own endpoints refuse whoever signs with another secret, or for another account. */
const UNVERIFIED: readonly (string | null)[] = ["signature-refused", "foreign-account"];

/** Only our own endpoints name an outcome: whatever else comes is somebody else's. */
function signedVerdict(verdict: Verdict, { url }: OwnCall, secrets: string): Told {
  if (verdict.kind === "barred") return verdict.told;
  const { status, body, refusal, ms } = verdict;
  if (status === 200 && body === "") return { state: "ok", says: `Verified and answered, in ${ms} ms.` };
  const path = new URL(url).pathname;
  if (UNVERIFIED.includes(refusal))
    return {
      state: "broken",
      says: `Our own endpoint refuses it (HTTP ${status}): the deployment has another ${secrets} than is set here.`,
      expected: "HTTP 200",
      actual: `HTTP ${status}`,
      cure: `Compare ${secrets} here and in the deployment's variables, and deploy again after a change.`,
    };
  if (refusal === "not-configured")
    return {
      state: "broken",
      says: `The deployment refuses it (HTTP ${status}) and says: ${sentenceOf(body)}`,
      expected: "HTTP 200",
      actual: `HTTP ${status}`,
      cure: "Set that in the deployment's variables, and deploy again.",
    };
  return {
    state: "broken",
    says:
      status === 404
        ? `There is no ${path} in the deployment (HTTP 404): it is an older one, or another.`
        : `${shownUrl(url)} answers something else than it should (HTTP ${status}).`,
    expected: "HTTP 200",
    actual: `HTTP ${status}`,
    cure: "Deploy this version, and look at the deployment's log: every call stands there with its outcome.",
  };
}

/** What an endpoint of ours says, without the request that it said it of. */
function sentenceOf(body: string): string {
  return body.replace(/ Request \S+\s*$/, "");
}
