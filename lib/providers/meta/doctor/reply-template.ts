import type { ConfiguredMeta, Env } from "../../../config/env.ts";
import { shapeOf } from "../../../config/settings.ts";
import type { Finding } from "../../../domain/findings/finding.ts";
import { type Language, languageOfLocale } from "../../../domain/replies/languages.ts";
import type { OwnWording } from "../../../domain/replies/own-wording.ts";
import { entriesOf } from "../../../domain/templates/by-language.ts";
import { UpstreamError } from "../../../errors.ts";
import type { Fields } from "../fields.ts";
import { elementsOf, type Graph } from "./ask-graph.ts";
import { found, unseen } from "./findings.ts";
import { fixMaking, type Making, templatesNamed } from "./make-reply-templates.ts";

const WHAT = "Template that asks a customer to write again";

const SETTING = "WHATSAPP_REPLY_TEMPLATE";

const READY = new Set(["APPROVED"]);
const IN_REVIEW = new Set(["PENDING", "IN_APPEAL"]);

type Scene = {
  graph: Graph;
  meta: ConfiguredMeta;
  accountId: string | undefined;
  env: Env;
  /** In which it is asked for, beside the one that is everybody's. */
  languages: readonly Language[];
  wording: OwnWording;
};

/** The template of one language; of null, everybody's. */
type Named = { language: Language | null; one: { name: string; language: string } };

const whatOf = ({ language }: Pick<Named, "language">) =>
  `${WHAT}${language === null ? "" : `, ${language}`}`;

/**
 * Whether the templates exist, are approved and take what we send: the ticket's id, as the one variable of the body.
 * @see https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates
 */
export async function examineReplyTemplates(scene: Scene): Promise<Finding[]> {
  const { graph, meta, accountId, env } = scene;
  const named = entriesOf(meta.replyTemplates);
  if (env.invalid.includes(SETTING)) {
    const cure = `Set ${SETTING} to ${shapeOf(SETTING)}.`;
    const says = `${SETTING} is malformed, so it counts as not set.`;
    return [found({ what: WHAT, state: "broken", says, cure })];
  }
  if (!accountId) {
    const cure = "Put the access token right, or set WHATSAPP_BUSINESS_ACCOUNT_ID.";
    const says = "It could not be looked at: the business account is not known.";
    return [found({ what: WHAT, state: "unknown", says, cure })];
  }
  if (named.length === 0) return [notSet({ ...scene, accountId })];
  const each = await Promise.all(named.map((one) => examineOne(graph, accountId, one)));
  const isForAll = meta.replyTemplates?.otherwise !== undefined;
  return [...each, ...(isForAll ? [] : [withoutDefault(env)]), ...missingIn({ ...scene, accountId }, named)];
}

async function examineOne(graph: Graph, accountId: string, named: Named): Promise<Finding> {
  const { name, language } = named.one;
  const what = whatOf(named);
  const templates = await templatesNamed(graph, accountId, name);
  if (templates instanceof UpstreamError) return unseen(what, templates);
  const expected = `${name}, ${language}`;
  const template = templates.find((one) => one.language === language);
  if (template) return judge(what, template, expected);
  const others = templates.map((one) => String(one.language)).join(", ");
  const says = others
    ? `${name} exists in ${others}, and not in ${language}.`
    : `The business account has no template ${name}.`;
  const cure = `Create it in WhatsApp Manager, Message templates, or set ${SETTING} to one that exists.`;
  const actual = others ? `${name}, ${others}` : "none";
  return found({ what, state: "broken", says, expected, actual, cure });
}

function judge(what: string, template: Fields, expected: string): Finding {
  const status = String(template.status);
  const variables = variablesOf(template.components);
  if (variables.body !== "1" || variables.elsewhere) {
    const says = "It takes other variables than the one that we send, so Meta refuses it.";
    const actual = `${variables.body || "none"} in the body${variables.elsewhere ? ", others elsewhere" : ""}`;
    const cure = "Give its body the variable {{1}}, which becomes the ticket's number, and no other.";
    return found({ what, state: "broken", says, expected: "1 in the body", actual, cure });
  }
  if (READY.has(status)) return found({ what, state: "ok", says: `Meta approved ${expected}.` });
  const more = { expected: "APPROVED", actual: status };
  if (IN_REVIEW.has(status)) {
    const cure = "Wait: a review usually takes minutes, and up to 24 hours.";
    return found({
      what,
      state: "warning",
      says: `Meta has not approved ${expected} yet.`,
      ...more,
      cure,
    });
  }
  const cure = "Look at the reason in WhatsApp Manager, Message templates, and edit it or take another one.";
  return found({
    what,
    state: "broken",
    says: `Meta does not send ${expected}: it is ${status}.`,
    ...more,
    cure,
  });
}

function notSet(scene: Making): Finding {
  const languages = [...new Set([scene.env.defaultLanguage, ...scene.languages])];
  return found({
    what: WHAT,
    state: "warning",
    says: "None is set: an answer after 24 hours waits until the customer writes again.",
    expected: `a template in ${SETTING}`,
    actual: "not set",
    cure: "Apply the fix, which creates one, or name one of yours.",
    fix: fixMaking(scene, { languages, known: [] }),
  });
}

/** Whoever is sent it anyway reads a language that nobody said is theirs. */
function withoutDefault({ defaultLanguage }: Env): Finding {
  return found({
    what: `${WHAT}, for others`,
    state: "warning",
    says: "Customers of other languages are sent the first of those that are named.",
    expected: `one in ${defaultLanguage}, as DEFAULT_LANGUAGE says`,
    actual: "none",
    cure: `Run npm run setup -- --languages ${defaultLanguage}, or name one in ${SETTING}.`,
  });
}

/** What was asked for, and stands in no setting. */
function missingIn(scene: Making, named: Named[]): Finding[] {
  const known = named.map(({ language, one }) => ({
    language: language ?? languageOfLocale(one.language) ?? scene.env.defaultLanguage,
    one,
  }));
  const languages = scene.languages.filter((asked) => !known.some(({ language }) => language === asked));
  if (languages.length === 0) return [];
  const inThem = languages.join(", ");
  return [
    found({
      what: `${WHAT}, in ${inThem}`,
      state: "warning",
      says: `None is named for ${inThem}.`,
      cure: "Apply the fix (npm run setup), or name one of yours.",
      fix: fixMaking(scene, { languages, known }),
    }),
  ];
}

/** Which variables the body has, and whether a header or a button has any, or wants a file. */
function variablesOf(components: unknown): { body: string; elsewhere: boolean } {
  const all = elementsOf(components);
  const isBody = ({ type }: Fields) => String(type).toUpperCase() === "BODY";
  const text = String(all.find(isBody)?.text ?? "");
  const names = [...text.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name = ""]) => name.trim());
  const elsewhere = all
    .filter((component) => !isBody(component))
    .some(({ example: _, ...component }) => {
      const isFile = ["IMAGE", "VIDEO", "DOCUMENT", "LOCATION"].includes(String(component.format));
      return isFile || /\{\{/.test(JSON.stringify(component));
    });
  return { body: [...new Set(names)].join(", "), elsewhere };
}
