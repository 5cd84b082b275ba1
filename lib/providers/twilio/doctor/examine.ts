import type { TwilioEnv } from "../../../config/env.ts";
import type { Patient, Wanted } from "../../../doctor/examination.ts";
import type { Finding } from "../../../domain/findings/finding.ts";
import { createTwilioClient } from "../client.ts";
import { examineAccount, isRefused } from "./account.ts";
import { CONVERSATIONS, examineConversations } from "./conversations-webhook.ts";
import { found, look } from "./findings.ts";
import { examineNumber, NUMBER } from "./number.ts";
import { examineSender, SENDER } from "./sender.ts";
import { decidingService, examineServices, findServices, type OurService, SERVICES } from "./services.ts";
import { TEMPLATES } from "./template-texts.ts";
import { examineTemplates, templateName } from "./templates.ts";
import type { Visit } from "./visit.ts";

/**
 * How we are set up at Twilio: account, numbers, services, webhooks and templates.
 * @param wanted what set-up offers beyond that
 */
export async function examineTwilio(
  { env, fetchUpstream, texts }: Patient,
  wanted?: Wanted,
): Promise<Finding[]> {
  const { twilio } = env;
  if (!twilio.configured) return [notConfigured(twilio)];
  const visit: Visit = {
    env,
    twilio,
    client: await createTwilioClient(twilio, fetchUpstream),
    languages: wanted?.languages ?? [],
    wording: (await texts()).wording,
  };
  const account = await examineAccount(visit);
  if (isRefused(account)) return [...account, ...notLookedAt()];
  const [numbers, conversations, templates] = await Promise.all([
    examineNumbers(visit),
    look(CONVERSATIONS, () => examineConversations(visit)),
    examineTemplates(visit),
  ]);
  return [...account, ...numbers, ...conversations, ...templates];
}

async function examineNumbers(visit: Visit): Promise<Finding[]> {
  let services: OurService[] = [];
  const ofServices = await look(SERVICES, async () => {
    services = await findServices(visit);
    return examineServices(visit, services);
  });
  const [sender, number] = await Promise.all([
    look(SENDER, () => examineSender(visit, decidingService(services, "whatsapp"))),
    look(NUMBER, () => examineNumber(visit, decidingService(services, "sms"))),
  ]);
  return [...sender, ...number, ...ofServices];
}

function notConfigured({ missing, isBegun }: Extract<TwilioEnv, { configured: false }>): Finding {
  const what = "Twilio";
  if (!isBegun) return found({ what, state: "off", says: "Twilio is not configured." });
  const names = missing.join(" and ");
  return found({
    what,
    state: "broken",
    says: `Twilio is configured in part, so it counts as not configured: ${names} ${missing.length > 1 ? "are" : "is"} missing or malformed.`,
    cure: `Set ${names}, or remove the other TWILIO_ variables.`,
  });
}

function notLookedAt(): Finding[] {
  const others = [SENDER, NUMBER, SERVICES, CONVERSATIONS, ...TEMPLATES.map(templateName)];
  return others.map((what) =>
    found({
      what,
      state: "unknown",
      says: "It was not looked at: Twilio does not let us in.",
      cure: "Set the credentials or the account right first.",
    }),
  );
}
