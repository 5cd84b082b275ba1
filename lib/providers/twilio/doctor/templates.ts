import type { Finding, Fix } from "../../../domain/findings/finding.ts";
import { describeContent } from "../content.ts";
import { found, look } from "./findings.ts";
import { listAll } from "./list-all.ts";
import { contentUrl, postJson } from "./post-json.ts";
import { type OwnTemplate, TEMPLATES } from "./template-texts.ts";
import type { Visit } from "./visit.ts";

/** What WhatsApp says of a template. */
type Approval = { status: string; category?: string; rejection_reason?: string };

export const templateName = ({ setting }: OwnTemplate) => `Template ${setting}`;

/** Whether our templates are there, approved, and have the variables that we fill. */
export async function examineTemplates(visit: Visit): Promise<Finding[]> {
  const { whatsappNumber, messagingServiceSid } = visit.twilio;
  if (!whatsappNumber && !messagingServiceSid) return [];
  const found = await Promise.all(
    TEMPLATES.map((own) => look(templateName(own), async () => [await examineTemplate(visit, own)])),
  );
  return found.flat();
}

async function examineTemplate(visit: Visit, own: OwnTemplate): Promise<Finding> {
  const { client, env, twilio } = visit;
  const what = templateName(own);
  const sid = own.setting === "TWILIO_CONTENT_SID" ? twilio.contentSid : twilio.replyContentSid;
  if (env.invalid.includes(own.setting)) {
    const says = "It is set to something that is no Content SID, and counts as not set.";
    return found({ what, state: "warning", says, cure: "Set it to HX and 32 digits, or remove it." });
  }
  if (!sid) return unsetFinding(visit, own);
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
  return approvalFinding(visit, own, sid);
}

async function approvalFinding(visit: Visit, own: OwnTemplate, sid: string): Promise<Finding> {
  const { status, category, rejection_reason: reason } = await approvalOf(visit, sid);
  const finding = { what: templateName(own), expected: "approved", actual: status };
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
            await submit(visit, own, sid);
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

async function unsetFinding(visit: Visit, own: OwnTemplate): Promise<Finding> {
  const fix: Fix = {
    says: `Create the template ${own.name} at Twilio unless it is there, and ask WhatsApp to approve it: "${own.body}"`,
    overwrites: null,
    async apply() {
      const sid = (await findOwn(visit, own)) ?? (await create(visit, own));
      await submit(visit, own, sid);
      return { [own.setting]: sid };
    },
  };
  return found({
    what: templateName(own),
    state: own.isMissed ? "warning" : "off",
    says: `It is not set. ${own.without}`,
    cure: `Apply the fix (npm run setup), or set ${own.setting} to a Content with the variables ${inBraces(Object.keys(own.examples))}.`,
    fix,
  });
}

/** The one of that name, so that a repetition makes no second. */
async function findOwn({ client }: Visit, { name }: OwnTemplate): Promise<string | undefined> {
  const contents = await listAll(client.content.v1.contents.page({ pageSize: 1000 }));
  return contents.find(({ friendlyName }) => friendlyName === name)?.sid;
}

async function create({ client }: Visit, { name, body, examples }: OwnTemplate): Promise<string> {
  const types = { "twilio/text": { body } };
  const content = { friendly_name: name, language: "en", variables: examples, types };
  return String((await postJson(client, contentUrl, content)).sid);
}

/** WhatsApp is asked once: whatever it has said since stays as it is. */
async function submit(visit: Visit, { name }: OwnTemplate, sid: string): Promise<void> {
  if ((await approvalOf(visit, sid)).status !== "unsubmitted") return;
  await postJson(visit.client, `${contentUrl}/${sid}/ApprovalRequests/whatsapp`, {
    name,
    category: "UTILITY",
  });
}

async function approvalOf({ client }: Visit, sid: string): Promise<Approval> {
  const { whatsapp } = await client.content.v1.contents(sid).approvalFetch().fetch();
  return { status: "unsubmitted", ...whatsapp };
}

function inBraces(names: string[]): string {
  return names.map((name) => `{{${name}}}`).join(", ");
}
