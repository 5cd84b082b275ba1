import type { Finding } from "../../domain/findings/finding.ts";
import type { OwnCall } from "../../domain/urls/own-url.ts";
import { shownUrl } from "../../domain/urls/shown-url.ts";
import { OUTCOME_HEADER } from "../../http/outcome-header.ts";
import type { OwnFetch } from "../../http/own-fetch.ts";

type Told = Omit<Finding, "area" | "what">;

/** What came of a call: an answer, or what stood in its way. */
export type Verdict =
  | {
      kind: "answered";
      status: number;
      body: string;
      /** Why our own endpoint refused it, in its word; null for what it took, and for what a stranger answers. */
      refusal: string | null;
      ms: number;
      aheadMs: number | undefined;
    }
  | { kind: "barred"; told: Told };

/** Our answers to what the doctor asks are short; a stranger's page need not be read to its end. */
const MOST_CHARACTERS = 20_000;

/** Calls ourselves. Never throws: a call that does not arrive is what is looked for. */
export async function reach(fetchOurselves: OwnFetch, call: OwnCall): Promise<Verdict> {
  const startedAt = performance.now();
  const { origin } = new URL(call.url);
  try {
    const response = await fetchOurselves(call);
    const body = (await response.text()).slice(0, MOST_CHARACTERS);
    const ms = Math.round(performance.now() - startedAt);
    const told = barrier(response, body, call.url);
    if (told) return { kind: "barred", told };
    const refusal = response.headers.get(OUTCOME_HEADER);
    return { kind: "answered", status: response.status, body, refusal, ms, aheadMs: aheadOf(response) };
  } catch (error) {
    return { kind: "barred", told: unreachable(error, origin) };
  }
}

/** The header is in whole seconds, half a second early on average. */
function aheadOf({ headers }: Response): number | undefined {
  const at = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(at) ? undefined : at + 500 - Date.now();
}

function barrier(response: Response, body: string, url: string): Told | null {
  const { status, headers } = response;
  const isPage = /^text\/html\b/i.test(headers.get("content-type") ?? "");
  const location = headers.get("location");
  const target = status >= 300 && status < 400 && location ? parsed(location, url) : null;
  const isLogin = target !== null && /(^|\.)vercel\.com$/.test(target.hostname);
  if (isLogin || ((status === 401 || status === 403) && isPage)) return protectedBy(status, body, isLogin);
  if (status < 300 || status >= 400) return null;
  const bare = target ? `${target.origin}${target.pathname}` : "nowhere";
  return {
    state: "broken",
    says: `It is redirected (HTTP ${status}): providers do not follow, and a signature holds for the address that was called.`,
    expected: "an answer",
    actual: `a redirect to ${shownUrl(bare)}`,
    cure: "Set PUBLIC_BASE_URL to the final address, https and with or without www as the redirect has it, and the providers' webhooks as well.",
  };
}

function protectedBy(status: number, body: string, isLogin: boolean): Told {
  const isVercel = isLogin || /_vercel|vercel\.com|Authentication Required/i.test(body);
  return {
    state: "broken",
    says: isVercel
      ? `Vercel's Deployment Protection stands before it (HTTP ${status}): no webhook arrives.`
      : `Somebody's login page stands before it (HTTP ${status}): no webhook arrives.`,
    expected: "our own answer",
    actual: "a page that asks for a login",
    cure: isVercel
      ? "In the project's settings, Deployment Protection: leave production open, and for previews make a secret for Protection Bypass for Automation (VERCEL_AUTOMATION_BYPASS_SECRET), then deploy again."
      : "Let calls to /api/ pass without a login: they are verified by their signatures.",
  };
}

function parsed(location: string, base: string): URL | null {
  return URL.canParse(location, base) ? new URL(location, base) : null;
}

function unreachable(error: unknown, origin: string): Told {
  const [says, cure] = wordsFor(codeOf(error));
  return { state: "broken", says: `${origin} ${says}: no webhook arrives.`, expected: "an answer", cure };
}

function wordsFor(code: string): [says: string, cure: string] {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return [
      "has no address in the DNS, or not yet",
      "Check PUBLIC_BASE_URL for a typing error, and the domain's DNS records.",
    ];
  if (code === "ECONNREFUSED")
    return ["refuses connections", "Check PUBLIC_BASE_URL, its port, and that something runs there."];
  if (/TimeoutError|TIMEOUT|TIMEDOUT/.test(code))
    return [
      "does not answer in time",
      "Look at the deployment's log, and for a firewall that lets nobody in.",
    ];
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code))
    return [
      "has a certificate that nobody can trust",
      "Renew the domain's certificate; in Vercel, under Domains.",
    ];
  return ["breaks the connection off", "Look at the deployment's log, and at what stands before it."];
}

/** Fetch hides what happened in the cause of its error. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if (error.name === "TimeoutError") return error.name;
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause === undefined ? "" : codeOf(error.cause);
}
