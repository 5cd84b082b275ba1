import type { Fix } from "../../../domain/findings/finding.ts";
import type { Language } from "../../../domain/replies/languages.ts";
import { templateText } from "../../../domain/templates/template-text.ts";
import { WHATSAPP_LANGUAGES } from "../../../domain/templates/whatsapp-languages.ts";
import { listAll } from "./list-all.ts";
import { contentUrl, postJson } from "./post-json.ts";
import { nameIn, type OwnTemplate } from "./template-texts.ts";
import type { Visit } from "./visit.ts";

/** What WhatsApp says of a template. */
type Approval = { status: string; category?: string; rejection_reason?: string };

/** Templates that a setting names, each with its language. */
export type Known = { language: Language; sid: string }[];

/** Makes a template of ours in these languages, submits it, and names it in its setting beside those that stand there. */
export function fixMaking(
  visit: Visit,
  own: OwnTemplate,
  { languages, known }: { languages: readonly Language[]; known: Known },
): Fix {
  const names = languages.map((language) => nameIn(language, own));
  const texts = languages.map((language) => `"${bodyOf(visit, own, language)}"`).join(", ");
  const many = languages.length > 1;
  return {
    says: `Create the template${many ? "s" : ""} ${names.join(", ")} at Twilio unless ${many ? "they are" : "it is"} there, and ask WhatsApp to approve ${many ? "them" : "it"}: ${texts}`,
    overwrites: null,
    async apply() {
      const all = [...known];
      for (const language of languages) all.push({ language, sid: await made(visit, own, language) });
      return { [own.setting]: settingOf(all) };
    },
  };
}

/** One alone is for everybody. */
function settingOf(all: Known): string {
  const [only, ...others] = all;
  if (only && others.length === 0) return only.sid;
  return JSON.stringify(Object.fromEntries(all.map(({ language, sid }) => [language, sid])));
}

/** The one of that name, so that a repetition makes no second; it is submitted in any case. */
async function made(visit: Visit, own: OwnTemplate, language: Language): Promise<string> {
  const name = nameIn(language, own);
  const contents = await listAll(visit.client.content.v1.contents.page({ pageSize: 1000 }));
  const found = contents.find(({ friendlyName }) => friendlyName === name)?.sid;
  const sid = found ?? (await create(visit, own, language));
  await submit(visit, name, sid);
  return sid;
}

async function create(visit: Visit, own: OwnTemplate, language: Language): Promise<string> {
  const content = {
    friendly_name: nameIn(language, own),
    language: WHATSAPP_LANGUAGES[language],
    variables: own.examples,
    types: { "twilio/text": { body: bodyOf(visit, own, language) } },
  };
  return String((await postJson(visit.client, contentUrl, content)).sid);
}

const bodyOf = ({ wording }: Visit, { body }: OwnTemplate, language: Language) =>
  templateText(body, { language, wording });

/** WhatsApp is asked once: whatever it has said since stays as it is. */
export async function submit(visit: Visit, name: string, sid: string): Promise<void> {
  if ((await approvalOf(visit, sid)).status !== "unsubmitted") return;
  await postJson(visit.client, `${contentUrl}/${sid}/ApprovalRequests/whatsapp`, {
    name,
    category: "UTILITY",
  });
}

export async function approvalOf({ client }: Visit, sid: string): Promise<Approval> {
  const { whatsapp } = await client.content.v1.contents(sid).approvalFetch().fetch();
  return { status: "unsubmitted", ...whatsapp };
}
