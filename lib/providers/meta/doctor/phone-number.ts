import type { Finding } from "../../../domain/findings/finding.ts";
import { UpstreamError } from "../../../errors.ts";
import { type Fields, fields } from "../fields.ts";
import { type Graph, lookAtNode, unreadable } from "./ask-graph.ts";
import { found, unseen } from "./findings.ts";

const NUMBER = "Phone number";
const QUALITY = "Quality rating of the phone number";
const LIMIT = "Messaging limit";

const NODE = "display_phone_number,status,quality_rating,name_status,code_verification_status,throughput";

const NO_SUCH = new Set(["100", "803"]);
/** It sends, though less than it could. */
const HINDERED = new Set(["FLAGGED", "RATE_LIMITED", "RESTRICTED"]);

/**
 * Whether our number is registered, and how Meta rates it.
 * @see https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status
 */
export async function examinePhoneNumber(graph: Graph, phoneNumberId: string): Promise<Finding[]> {
  const [number, limit] = await Promise.all([
    lookAtNode(graph, phoneNumberId, NODE),
    messagingLimit(graph, phoneNumberId),
  ]);
  if (number instanceof UpstreamError)
    return [NO_SUCH.has(number.code ?? "") ? absent() : unseen(NUMBER, number)];
  return [registration(number), quality(number.quality_rating), limit];
}

function absent(): Finding {
  return found({
    what: NUMBER,
    state: "broken",
    says: "Meta knows no such number, or this token may not use it.",
    actual: "not found",
    cure: "Compare WHATSAPP_PHONE_NUMBER_ID with the phone number ID (not the number) in the app's dashboard, WhatsApp, API Setup; give the system user the WhatsApp account.",
  });
}

function registration({ display_phone_number, ...number }: Fields): Finding {
  const { status } = number;
  if (typeof status !== "string") return unseen(NUMBER, unreadable);
  const ending = String(display_phone_number ?? "")
    .replace(/\D/g, "")
    .slice(-4);
  const named = `The number ending in ${ending || "?"}`;
  const more = { expected: "CONNECTED", actual: status };
  if (status === "CONNECTED") {
    if (number.name_status === "DECLINED") {
      const cure = "Give it another display name in WhatsApp Manager, Phone numbers.";
      return found({
        what: NUMBER,
        state: "warning",
        says: `${named} is connected, and Meta declined its display name.`,
        cure,
      });
    }
    const { level } = fields(number.throughput);
    const pace = typeof level === "string" ? `, throughput ${level}` : "";
    return found({ what: NUMBER, state: "ok", says: `${named} is registered and connected${pace}.` });
  }
  if (HINDERED.has(status)) {
    const cure = "Look at the reasons in WhatsApp Manager, Phone numbers, and send fewer unwanted messages.";
    return found({
      what: NUMBER,
      state: "warning",
      says: `${named} is limited by Meta for now: ${status}.`,
      ...more,
      cure,
    });
  }
  const isVerified = number.code_verification_status === "VERIFIED";
  const cure = isVerified
    ? "Register it with its two-step PIN: POST /<phone number ID>/register, or WhatsApp Manager, Phone numbers."
    : "Verify it with the code that Meta sends, then register it, in WhatsApp Manager, Phone numbers.";
  return found({
    what: NUMBER,
    state: "broken",
    says: `${named} is not connected, so it neither sends nor receives: ${status}.`,
    ...more,
    cure,
  });
}

function quality(rating: unknown): Finding {
  if (typeof rating !== "string") return unseen(QUALITY, unreadable);
  const cure = "Write only to people who asked for it, and make it easy to answer STOP.";
  const more = { expected: "GREEN", actual: rating, cure };
  if (rating === "RED")
    return found({
      what: QUALITY,
      state: "warning",
      says: "Low: people block or report it, and Meta may restrict it.",
      ...more,
    });
  if (rating === "YELLOW")
    return found({
      what: QUALITY,
      state: "warning",
      says: "Medium: people begin to block or report it.",
      ...more,
    });
  return found({
    what: QUALITY,
    state: "ok",
    says: rating === "GREEN" ? "High." : "Too few messages to be rated.",
  });
}

/** Graph API 23 tells it of the number, later ones of the whole business: each refuses the other's name. */
async function messagingLimit(graph: Graph, phoneNumberId: string): Promise<Finding> {
  const [ofNumber, ofBusiness] = [
    "messaging_limit_tier",
    "whatsapp_business_manager_messaging_limit",
  ] as const;
  const first = await lookAtNode(graph, phoneNumberId, ofNumber);
  const isOtherName = first instanceof UpstreamError && first.failure === "rejected";
  const answer = isOtherName ? await lookAtNode(graph, phoneNumberId, ofBusiness) : first;
  if (answer instanceof UpstreamError) return unseen(LIMIT, answer);
  const tier = answer[ofNumber] ?? answer[ofBusiness];
  if (typeof tier !== "string") return unseen(LIMIT, unreadable);
  if (tier === "TIER_UNLIMITED")
    return found({ what: LIMIT, state: "ok", says: "Any number of people a day." });
  const people = tier.replace("TIER_", "").replace(/K$/, ",000");
  return found({
    what: LIMIT,
    state: "ok",
    says: `Templates may start conversations with ${people} people in 24 hours.`,
    actual: tier,
  });
}
