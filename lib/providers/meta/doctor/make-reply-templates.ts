import type { Env } from "../../../config/env.ts";
import type { Fix } from "../../../domain/findings/finding.ts";
import type { Language } from "../../../domain/replies/languages.ts";
import type { OwnWording } from "../../../domain/replies/own-wording.ts";
import { templateText } from "../../../domain/templates/template-text.ts";
import { WHATSAPP_LANGUAGES } from "../../../domain/templates/whatsapp-languages.ts";
import { UpstreamError } from "../../../errors.ts";
import type { Fields } from "../fields.ts";
import { type Graph, lookForList } from "./ask-graph.ts";

const SETTING = "WHATSAPP_REPLY_TEMPLATE";
const NAME = "reply_later";
/** Meta refuses a template that begins or ends with a variable. */
const ENGLISH =
  "We have an answer to your request #{{1}}. Reply to this message, and we send it to you here.";

export type Making = {
  graph: Graph;
  accountId: string;
  env: Env;
  languages: readonly Language[];
  wording: OwnWording;
};

type Known = { language: Language; one: { name: string; language: string } }[];

/** Makes the template in these languages and names it in the setting beside those that stand there. */
export function fixMaking(
  scene: Making,
  { languages, known }: { languages: readonly Language[]; known: Known },
): Fix {
  const ours = languages.map((language) => ({
    language,
    one: { name: NAME, language: WHATSAPP_LANGUAGES[language] },
  }));
  const setting = settingOf([...known, ...ours]);
  const names = ours.map(({ one }) => nameOf(one)).join(", ");
  const texts = languages.map((language) => textIn(scene, language)).join(" / ");
  return {
    says: `The template ${names} is created, unless it exists, and ${SETTING} becomes ${setting}. It says: ${texts}`,
    overwrites: null,
    async apply() {
      const templates = await templatesNamed(scene.graph, scene.accountId, NAME);
      if (templates instanceof UpstreamError) throw templates;
      const absent = ours.filter(({ one }) => !templates.some(({ language }) => language === one.language));
      for (const { language, one } of absent) await create(scene, one, textIn(scene, language));
      return { [SETTING]: setting };
    },
  };
}

/** One alone is for everybody. */
function settingOf(all: Known): string {
  const [only, ...others] = all;
  if (only && others.length === 0) return nameOf(only.one);
  return JSON.stringify(Object.fromEntries(all.map(({ language, one }) => [language, nameOf(one)])));
}

const nameOf = ({ name, language }: { name: string; language: string }) => `${name}:${language}`;

function textIn({ wording }: Making, language: Language): string {
  if (language === "en" && wording.en?.invitation === undefined) return ENGLISH;
  return templateText((replies) => replies.invitation("{{1}}"), { language, wording });
}

async function create({ graph, accountId }: Making, one: Known[number]["one"], text: string): Promise<void> {
  const body = { type: "BODY", text, example: { body_text: [["35436"]] } };
  await graph.set(`${accountId}/message_templates`, { ...one, category: "UTILITY", components: [body] });
}

/** The languages of a template; Meta finds by a part of the name. */
export async function templatesNamed(
  graph: Graph,
  accountId: string,
  name: string,
): Promise<Fields[] | UpstreamError> {
  const query = { name, fields: "name,language,status,category,components", limit: "100" };
  const templates = await lookForList(graph, `${accountId}/message_templates`, query);
  if (templates instanceof UpstreamError) return templates;
  return templates.filter((template) => template.name === name);
}
