import type { ConfiguredMeta } from "../../../config/env.ts";
import type { Finding } from "../../../domain/findings/finding.ts";
import { UpstreamError } from "../../../errors.ts";
import type { Fields } from "../fields.ts";
import { elementsOf, type Graph, lookForList } from "./ask-graph.ts";
import { found, unseen } from "./findings.ts";

const WHAT = "Template that asks a customer to write again";
const SETTING = "WHATSAPP_REPLY_TEMPLATE";

const OURS = { name: "reply_later", language: "en" };
/** Meta refuses a template that begins or ends with a variable. */
const TEXT = "We have an answer to your request #{{1}}. Reply to this message, and we send it to you here.";
const READY = new Set(["APPROVED"]);
const IN_REVIEW = new Set(["PENDING", "IN_APPEAL"]);

type Scene = {
  graph: Graph;
  meta: ConfiguredMeta;
  accountId: string | undefined;
  /** Settings that are malformed, by name. */
  invalid: string[];
};

/**
 * Whether the template exists, is approved and takes what we send: the ticket's id, as the one variable of its body.
 * @see https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates
 */
export async function examineReplyTemplate({ graph, meta, accountId, invalid }: Scene): Promise<Finding> {
  const { replyTemplate } = meta;
  if (invalid.includes(SETTING)) {
    const cure = `Set ${SETTING} to name or name:language, such as reply_later:en.`;
    return found({
      what: WHAT,
      state: "broken",
      says: `${SETTING} is malformed, so it counts as not set.`,
      cure,
    });
  }
  if (!accountId) {
    const cure = "Put the access token right, or set WHATSAPP_BUSINESS_ACCOUNT_ID.";
    return found({
      what: WHAT,
      state: "unknown",
      says: "It could not be looked at: the business account is not known.",
      cure,
    });
  }
  if (!replyTemplate) return notSet(graph, accountId);
  const { name, language } = replyTemplate;
  const templates = await templatesNamed(graph, accountId, name);
  if (templates instanceof UpstreamError) return unseen(WHAT, templates);
  const expected = `${name}, ${language}`;
  const template = templates.find((one) => one.language === language);
  if (template) return judge(template, expected);
  const others = templates.map((one) => String(one.language)).join(", ");
  const says = others
    ? `${name} exists in ${others}, and not in ${language}.`
    : `The business account has no template ${name}.`;
  const cure = `Create it in WhatsApp Manager, Message templates, or set ${SETTING} to one that exists.`;
  return found({
    what: WHAT,
    state: "broken",
    says,
    expected,
    actual: others ? `${name}, ${others}` : "none",
    cure,
  });
}

function judge(template: Fields, expected: string): Finding {
  const status = String(template.status);
  const variables = variablesOf(template.components);
  if (variables.body !== "1" || variables.elsewhere) {
    const says = "It takes other variables than the one that we send, so Meta refuses it.";
    const actual = `${variables.body || "none"} in the body${variables.elsewhere ? ", others elsewhere" : ""}`;
    const cure = "Give its body the variable {{1}}, which becomes the ticket's number, and no other.";
    return found({ what: WHAT, state: "broken", says, expected: "1 in the body", actual, cure });
  }
  if (READY.has(status)) return found({ what: WHAT, state: "ok", says: `Meta approved ${expected}.` });
  const more = { expected: "APPROVED", actual: status };
  if (IN_REVIEW.has(status)) {
    const cure = "Wait: a review usually takes minutes, and up to 24 hours.";
    return found({
      what: WHAT,
      state: "warning",
      says: `Meta has not approved ${expected} yet.`,
      ...more,
      cure,
    });
  }
  const cure = "Look at the reason in WhatsApp Manager, Message templates, and edit it or take another one.";
  return found({
    what: WHAT,
    state: "broken",
    says: `Meta does not send ${expected}: it is ${status}.`,
    ...more,
    cure,
  });
}

function notSet(graph: Graph, accountId: string): Finding {
  const named = `${OURS.name}:${OURS.language}`;
  return found({
    what: WHAT,
    state: "warning",
    says: "None is set: an answer after 24 hours waits until the customer writes again.",
    expected: `a template in ${SETTING}`,
    actual: "not set",
    cure: "Apply the fix, which creates one, or name one of yours.",
    fix: {
      says: `The template ${named} is created, unless it exists, and ${SETTING} becomes ${named}. It says: ${TEXT}`,
      overwrites: null,
      async apply() {
        const templates = await templatesNamed(graph, accountId, OURS.name);
        if (templates instanceof UpstreamError) throw templates;
        if (!templates.some(({ language }) => language === OURS.language)) {
          const body = { type: "BODY", text: TEXT, example: { body_text: [["35436"]] } };
          await graph.set(`${accountId}/message_templates`, {
            ...OURS,
            category: "UTILITY",
            components: [body],
          });
        }
        return { [SETTING]: named };
      },
    },
  });
}

/** The languages of a template; Meta finds by a part of the name. */
async function templatesNamed(
  graph: Graph,
  accountId: string,
  name: string,
): Promise<Fields[] | UpstreamError> {
  const query = { name, fields: "name,language,status,category,components", limit: "100" };
  const templates = await lookForList(graph, `${accountId}/message_templates`, query);
  if (templates instanceof UpstreamError) return templates;
  return templates.filter((template) => template.name === name);
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
