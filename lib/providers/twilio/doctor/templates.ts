import { shapeOf } from "../../../config/settings.ts";
import type { Finding } from "../../../domain/findings/finding.ts";
import { type Language, languageOfLocale } from "../../../domain/replies/languages.ts";
import { entriesOf } from "../../../domain/templates/by-language.ts";
import { describeContent } from "../content.ts";
import { found, look } from "./findings.ts";
import { approvalOf, fixMaking, type Known, submit } from "./make-templates.ts";
import { nameIn, type OwnTemplate, TEMPLATES } from "./template-texts.ts";
import { nothingWhenMissing, type Visit } from "./visit.ts";

/** A template that a setting names; its language is null for one that is everybody's. */
type Set = { own: OwnTemplate; language: Language | null; sid: string };

export const templateName = ({ setting }: Pick<OwnTemplate, "setting">) => `Template ${setting}`;

const whatOf = ({ own, language }: Set) => `${templateName(own)}${language === null ? "" : `, ${language}`}`;

/** Whether our templates are there, approved, and have the variables that we fill. */
export async function examineTemplates(visit: Visit): Promise<Finding[]> {
  const { whatsappNumber, messagingServiceSid } = visit.twilio;
  if (!whatsappNumber && !messagingServiceSid) return [];
  const found = await Promise.all(
    TEMPLATES.map((own) => look(templateName(own), () => examineSetting(visit, own))),
  );
  return found.flat();
}

async function examineSetting(visit: Visit, own: OwnTemplate): Promise<Finding[]> {
  const { env, twilio, languages } = visit;
  if (env.invalid.includes(own.setting)) return [malformed(own)];
  const isConfirmation = own.setting === "TWILIO_CONTENT_SID";
  const named = isConfirmation ? twilio.contentSids : twilio.replyContentSids;
  const sets = entriesOf(named).map(({ language, one: sid }) => ({ own, language, sid }));
  if (sets.length === 0) return [unset(visit, own)];
  const each = await Promise.all(sets.map((set) => examineTemplate(visit, set)));
  const isForAll = named?.otherwise !== undefined || isConfirmation;
  return [
    ...each,
    ...(isForAll ? [] : [withoutDefault(visit, own)]),
    ...(languages.length > 0 ? await missingIn(visit, own, sets) : []),
  ];
}

function malformed(own: OwnTemplate): Finding {
  const says = "It is set to something that is no Content SID, and counts as not set.";
  const cure = `Set it to ${shapeOf(own.setting)}, or remove it.`;
  return found({ what: templateName(own), state: "warning", says, cure });
}

async function examineTemplate(visit: Visit, set: Set): Promise<Finding> {
  const { client } = visit;
  const { own, sid } = set;
  const what = whatOf(set);
  const described = await describeContent(client, { contentSid: sid, variables: {} });
  if (described === "no-such-template") {
    const says = `The account has no Content ${sid}: what should go out as this template is refused.`;
    return found({
      what,
      state: "warning",
      says,
      cure: `Remove ${own.setting} and run npm run setup, or correct it.`,
    });
  }
  const extra = described.variables.filter((name) => !(name in own.examples));
  if (extra.length > 0) {
    const [filled, asked] = [Object.keys(own.examples), extra].map(inBraces);
    return found({
      what,
      state: "warning",
      says: `It has variables that nobody fills, so WhatsApp refuses it: ${asked}.`,
      expected: `only ${filled}`,
      actual: inBraces(described.variables),
      cure: "Make a template without them, have it approved, and set its SID.",
    });
  }
  return approvalFinding(visit, set);
}

async function approvalFinding(visit: Visit, set: Set): Promise<Finding> {
  const { own, language, sid } = set;
  const { status, category, rejection_reason: reason } = await approvalOf(visit, sid);
  const finding = { what: whatOf(set), expected: "approved", actual: status };
  switch (status) {
    case "approved":
      if (!category || category === "UTILITY")
        return found({ ...finding, state: "ok", says: "WhatsApp has approved it." });
      return found({
        ...finding,
        state: "warning",
        says: `WhatsApp has approved it as ${category}: it costs more, and does not reach everybody.`,
        cure: "Word it as news of a ticket alone, and have a template of another name approved.",
      });
    case "unsubmitted":
      return found({
        ...finding,
        state: "warning",
        says: "WhatsApp was never asked to approve it: it is refused outside of the service window.",
        cure: "Apply the fix (npm run setup), or submit it in Twilio's Content Template Builder.",
        fix: {
          says: `Ask WhatsApp to approve ${sid} as a ${own.name} of category UTILITY.`,
          overwrites: null,
          apply: async () => {
            await submit(visit, nameIn(language ?? "en", own), sid);
            return {};
          },
        },
      });
    case "rejected":
      return found({
        ...finding,
        state: "warning",
        says: `WhatsApp has rejected it${reason ? `: ${reason}` : "."}`,
        cure: "Reword it in Twilio's Content Template Builder, have it approved, and set its SID.",
      });
    case "paused":
    case "disabled":
      return found({
        ...finding,
        state: "warning",
        says: `WhatsApp has ${status} it, since people blocked or reported it.`,
        cure: "Wait until WhatsApp takes it again, or have another wording approved.",
      });
    default:
      return found({
        ...finding,
        state: "warning",
        says: "WhatsApp has not decided on it yet.",
        cure: "Wait: it takes minutes, at times a day.",
      });
  }
}

function unset(visit: Visit, own: OwnTemplate): Finding {
  const { env, languages } = visit;
  const wanted = [...new Set([env.defaultLanguage, ...languages])];
  return found({
    what: templateName(own),
    state: own.isMissed ? "warning" : "off",
    says: `It is not set. ${own.without}`,
    cure: `Apply the fix (npm run setup), or set ${own.setting} to a Content with the variables ${inBraces(Object.keys(own.examples))}.`,
    fix: fixMaking(visit, own, { languages: wanted, known: [] }),
  });
}

/** Whoever is sent it anyway reads a language that nobody said is theirs. */
function withoutDefault({ env }: Visit, own: OwnTemplate): Finding {
  const { defaultLanguage } = env;
  return found({
    what: `${templateName(own)} for others`,
    state: "warning",
    says: "Customers of other languages are sent the first of those that are named.",
    expected: `one in ${defaultLanguage}, as DEFAULT_LANGUAGE says`,
    actual: "none",
    cure: `Run npm run setup -- --languages ${defaultLanguage}, or name one in ${own.setting}.`,
  });
}

/** What was asked for, and stands in no setting. */
async function missingIn(visit: Visit, own: OwnTemplate, sets: Set[]): Promise<Finding[]> {
  const known = await Promise.all(sets.map((set) => withLanguage(visit, set)));
  const missing = visit.languages.filter((one) => !known.some(({ language }) => language === one));
  if (missing.length === 0) return [];
  const inThem = missing.join(", ");
  return [
    found({
      what: `${templateName(own)} in ${inThem}`,
      state: "warning",
      says: `None is named for ${inThem}.`,
      cure: "Apply the fix (npm run setup), or name one of yours.",
      fix: fixMaking(visit, own, { languages: missing, known }),
    }),
  ];
}

/** Of one that is everybody's, Twilio tells the language. */
async function withLanguage({ client, env }: Visit, { language, sid }: Set): Promise<Known[number]> {
  if (language !== null) return { language, sid };
  const content = await client.content.v1.contents(sid).fetch().catch(nothingWhenMissing);
  return { language: languageOfLocale(content?.language ?? "") ?? env.defaultLanguage, sid };
}

function inBraces(names: string[]): string {
  return names.map((name) => `{{${name}}}`).join(", ");
}
