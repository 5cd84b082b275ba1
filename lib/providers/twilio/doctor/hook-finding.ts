import type { Env } from "../../../config/env.ts";
import type { Finding, Fix } from "../../../domain/findings/finding.ts";
import { RefusedError } from "../../../errors.ts";
import { found } from "./findings.ts";
import { type Aim, aimOf, type Hook, ourUrl, type Purpose, shown } from "./our-urls.ts";

/** A URL that Twilio has for us somewhere, and the way to set it. */
type HookPlace = {
  /** Such as "Inbound webhook of the WhatsApp sender". */
  what: string;
  purpose: Purpose;
  hook: Hook;
  /** Whether messages are lost when it does not lead here. */
  isVital: boolean;
  /** The same as it is now, for whoever is about to set it. */
  lookAgain(): Promise<Seen>;
  set(url: string): Promise<unknown>;
  /** What keeps news from us although the URL may be right, or what is missing beside it. */
  obstacle?: Obstacle | undefined;
  /** What somebody would lose by our setting it, beside another system's URL. */
  alsoOverwrites?: string | undefined;
};

/** What setting a URL would change. */
export type Seen = Pick<HookPlace, "hook" | "alsoOverwrites">;

/** `overrides`: the URL is not used at all, so it does not matter where it leads. */
type Obstacle = { says: string; actual: string; overrides: boolean };

/** What it means that nothing arrives here. */
const LOST: Record<Purpose, string> = {
  inbound: "what customers write does not arrive here",
  fallback: "a message that the webhook did not take gets no second chance here",
  status: "statuses of a message that names no callback of its own are lost",
  conversations: "what happens in Conversations is not heard of here",
};

const FINE: readonly Aim[] = ["ours", "alias"];
/** It works, though not always. */
const LESS: readonly Aim[] = ["no-retries", "other-origin"];

/** How the URL is, and a fix for it unless it is fine. */
export function hookFinding(place: HookPlace, env: Env): Finding {
  const { what, purpose, hook, isVital, obstacle } = place;
  const expected = ourUrl(env, purpose);
  if (expected === null) {
    const says = "It cannot be judged: our own address is not known.";
    return found({ what, state: "unknown", says, cure: "Set PUBLIC_BASE_URL." });
  }
  if (hook.url && typeof hook.url !== "string") {
    const says = "Twilio tells it in a way that cannot be read.";
    return found({ what, state: "unknown", says, cure: "Look in Twilio's console." });
  }
  const aim = aimOf(hook, purpose, env);
  const isFine = FINE.includes(aim);
  const inTheWay = obstacle && (isFine || obstacle.overrides) ? obstacle : undefined;
  const actual = hook.url ? `${(hook.method || "POST").toUpperCase()} ${shown(hook.url)}` : "nothing";
  const finding = {
    what,
    says: inTheWay?.says ?? sentence(aim, place, env),
    expected: `POST ${shown(expected)}`,
    actual: inTheWay ? `${actual}; ${inTheWay.actual}` : actual,
  };
  // Somebody set another system's on purpose, and loses more by our taking it than we gain.
  const isTheirs = aim === "foreign" && (purpose === "fallback" || purpose === "status");
  if (!inTheWay && (isFine || isTheirs)) return found({ ...finding, state: "ok" });
  return found({
    ...finding,
    state: isVital && !LESS.includes(aim) ? "broken" : "warning",
    cure: "Apply the fix (npm run setup), or set the expected URL in Twilio's console.",
    fix: fixOf(place, aim, expected, env),
  });
}

/** What has to be said before a preview takes something over. */
function previewWarning({ isPreview }: Env): string {
  return isPreview
    ? "This is a preview: whatever comes there will come here, and no longer to production. "
    : "";
}

function fixOf(place: HookPlace, aim: Aim, expected: string, env: Env): Fix {
  const { hook, set, lookAgain, alsoOverwrites } = place;
  const from = hook.url ? `from ${shown(hook.url)} ` : "";
  const isAnothers = ["foreign", "other-path"].includes(aim) || (aim === "other-origin" && env.isPreview);
  const lost = [isAnothers && hook.url ? shown(hook.url) : undefined, alsoOverwrites].filter(Boolean);
  return {
    says: `${previewWarning(env)}Set ${from}to ${shown(expected)}, by POST.`,
    overwrites: lost.length > 0 ? lost.join("; ") : null,
    async apply() {
      refuseNews(place, await lookAgain(), expected);
      await set(expected);
      return {};
    },
  };
}

/** What was set since then was agreed to by nobody. @throws {RefusedError} naming it */
function refuseNews({ hook, alsoOverwrites }: Seen, now: Seen, expected: string): void {
  const isNewUrl = now.hook.url && now.hook.url !== hook.url && now.hook.url !== expected;
  const isNewBeside = now.alsoOverwrites && now.alsoOverwrites !== alsoOverwrites;
  if (!isNewUrl && !isNewBeside) return;
  const lost = [isNewUrl && shown(now.hook.url ?? ""), isNewBeside && now.alsoOverwrites].filter(Boolean);
  const message = `somebody has set ${lost.join("; ")} there since it was looked at, and it stays: look again`;
  throw new RefusedError(message, { because: "conflict" });
}

function sentence(aim: Aim, { purpose, hook }: HookPlace, env: Env): string {
  const lost = LOST[purpose];
  const says: Record<Aim, string> = {
    unset: `No URL is set: ${lost}.`,
    foreign:
      purpose === "status"
        ? "It leads to another system, and may: each message of ours names its own callback."
        : purpose === "fallback"
          ? "It leads to another system, which gets what the webhook did not take."
          : `It leads to another system: ${lost}.`,
    "other-path": `It leads to our host, but to a path that does not take this: ${lost}.`,
    "other-origin": env.isPreview
      ? `It leads to another deployment of ours, such as production: ${lost}.`
      : "It leads to an address of ours that is not PUBLIC_BASE_URL, and may stay with an older deployment.",
    unprotected: `It lacks this preview's protection bypass, so Vercel turns Twilio away: ${lost}.`,
    "wrong-method": `Twilio calls it by ${hook.method?.toUpperCase()}, which is refused: ${lost}.`,
    "no-retries":
      "It leads here, but Twilio does not try again (#rc=3&rp=all…): a message that could not be stored is lost.",
    alias: "It leads here, by an older path that works as well.",
    ours: "It leads here.",
  };
  return says[aim];
}
