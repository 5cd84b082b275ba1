import { LIGHT_AGENTS_LOOK } from "../domain/access/light-agents.ts";
import { NotAllowedError, RefusedError } from "../errors.ts";
import { inviteToWrite } from "../from-ticket/invite-to-write.ts";
import { previewTemplate } from "../from-ticket/preview-template.ts";
import { sendTemplate } from "../from-ticket/send-template.ts";
import type { Deps } from "../ports.ts";
import { findTemplate, listTemplates } from "../templates/list-templates.ts";
import type { SidebarAgent } from "./agent.ts";
import { chooseLanguage } from "./customer.ts";
import { describeTicket } from "./describe-ticket.ts";
import { FIELDS, parseFields } from "./fields.ts";
import { openConsole } from "./open-console.ts";
import { sendAgain } from "./send-again.ts";
import { showNumber } from "./show-number.ts";
import { sidebarTemplate } from "./sidebar-template.ts";

export type Method = "GET" | "POST";

/** A call of the sidebar's page, by an agent who may make it. */
export type Asked = SidebarAgent & { deps: Deps; fields: Record<string, unknown> };

/** What it is answered, and what goes on after that. */
export type Told = { json: unknown; background?: () => Promise<void> };

/** @throws {NotAllowedError} for agents who may not write to customers in Zendesk either */
function requireWriter({ isLight }: SidebarAgent["agent"]): void {
  if (isLight) throw new NotAllowedError(LIGHT_AGENTS_LOOK);
}

/** As many as anybody looks through; a search finds the others. */
const TEMPLATES = 100;

/** What the sidebar's page may ask for, below /zendesk/app. */
export const CALLS: Record<Method, Record<string, (asked: Asked) => Promise<Told>>> = {
  GET: {
    async ticket({ deps, fields }) {
      return { json: await describeTicket(deps, parseFields(FIELDS.ticket, fields).id) };
    },
    async templates({ deps, fields }) {
      const { q = "" } = parseFields(FIELDS.templates, fields);
      const found = await listTemplates(deps.db, { search: q, usable: true, limit: TEMPLATES });
      return { json: { templates: found.map(sidebarTemplate) } };
    },
  },
  POST: {
    async preview({ deps, fields }) {
      const { templateId, ...asked } = parseFields(FIELDS.preview, fields);
      return {
        json: await previewTemplate(deps, { ...asked, template: await templateOf(deps, templateId) }),
      };
    },
    async send({ deps, agent, actor, fields }) {
      requireWriter(agent);
      const { templateId, ...asked } = parseFields(FIELDS.send, fields);
      const template = await templateOf(deps, templateId);
      return { json: await sendTemplate(deps, { ...asked, template, actor }), background: deps.drain };
    },
    async invite({ deps, agent, actor, fields }) {
      requireWriter(agent);
      const asked = parseFields(FIELDS.invite, fields);
      return { json: await inviteToWrite(deps, { ...asked, actor }), background: deps.drain };
    },
    async "send-again"({ deps, agent, actor, fields }) {
      requireWriter(agent);
      const outcome = await sendAgain(deps, { ...parseFields(FIELDS.sendAgain, fields), actor });
      return { json: { outcome }, background: deps.drain };
    },
    async language({ deps, agent, actor, fields }) {
      requireWriter(agent);
      const { ticketId, language } = parseFields(FIELDS.language, fields);
      await chooseLanguage(deps, { ticketId, language: language || null, actor });
      return { json: {} };
    },
    async number({ deps, actor, fields }) {
      const { ticketId } = parseFields(FIELDS.ofTicket, fields);
      return { json: { number: await showNumber(deps, { ticketId, actor }) } };
    },
    async "console-code"({ deps, agent, fields }) {
      const { ticketId } = parseFields(FIELDS.ofTicket, fields);
      return { json: { url: await openConsole(deps, { agent, ticketId }) } };
    },
  },
};

async function templateOf({ db }: Deps, id: string) {
  const template = await findTemplate(db, id);
  if (template) return template;
  throw new RefusedError("There is no such template any more: look for it again", { because: "missing" });
}
