import { randomBytes } from "node:crypto";
import { type Answer, asObject, type UpstreamCall } from "../upstreams/call.ts";
import type { DeliverSettings } from "../upstreams/settings.ts";
import type { ZendeskApp } from "./app.ts";
import { type AppShelf, createApps } from "./apps.ts";
import { createHours, type ZendeskSchedule } from "./hours.ts";
import { page, RECORD_NOT_FOUND, recordInvalid, zendeskFailure } from "./resources.ts";

/** The Webhook resource, and its secret, which the API answers elsewhere. */
export type ZendeskWebhook = {
  id: string;
  name: string;
  endpoint: string;
  status: string;
  http_method: string;
  request_format: string;
  subscriptions: string[];
  secret: string;
  created_at?: string;
};

type ZendeskCondition = { field: string; operator: string; value: unknown };

type ZendeskTrigger = {
  id: number;
  title: string;
  active: boolean;
  conditions: { all: ZendeskCondition[]; any: ZendeskCondition[] };
  actions: { field: string; value: unknown }[];
};

type ZendeskMacro = {
  id: number;
  title: string;
  active: boolean;
  actions: { field: string; value: unknown }[];
};

type ZendeskTicketField = { id: number; title: string; type: string; active: boolean };

/** What an admin sets up; tests may change all of it. */
export type AdminCenter = {
  webhooks: ZendeskWebhook[];
  triggers: ZendeskTrigger[];
  ticketFields: ZendeskTicketField[];
  macros: ZendeskMacro[];
  /** Private apps, and where they are installed. */
  apps: AppShelf;
  /** With their holidays. */
  schedules: ZendeskSchedule[];
};

type Desk = {
  settings: DeliverSettings;
  app: ZendeskApp;
  nextId: () => number;
  /** Whether whoever calls may see and change all this. */
  isAdmin: () => boolean;
  /** A webhook of ours was made through the API: from now on it is the one that rings. */
  onWebhook(webhook: ZendeskWebhook): void;
};

export const WEBHOOK_ID = "01GK8E6BKWMJZD2T8Y5AXJQMG5";
const EVENTS = ["comment_added", "status_changed", "tags_changed", "created"].map(
  (name) => `zen:event-type:ticket.${name}`,
);
const CREATED = 201;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Webhooks, triggers and ticket fields, at first none that anybody made. */
export function createAdminCenter({ settings, app, nextId, isAdmin, onWebhook }: Desk) {
  const apps = createApps({ app, nextId });
  const hours = createHours();
  const admin: AdminCenter = {
    macros: [],
    schedules: hours.schedules,
    apps: apps.shelf,
    webhooks: [],
    triggers: [],
    ticketFields: [
      { id: nextId(), title: "Subject", type: "subject", active: true },
      { id: nextId(), title: "Order number", type: "text", active: true },
    ],
  };

  function webhooks(call: UpstreamCall, rest: string): Answer {
    const given = asObject(asObject(call.body).webhook) as Partial<ZendeskWebhook>; // checked where it matters
    const [, id = "", secret] = /^\/(\w+)(\/signing_secret)?$/.exec(rest) ?? [];
    const webhook = admin.webhooks.find((one) => one.id === id);
    if (rest === "" && call.method === "GET") return listed(call);
    if (rest === "" && call.method === "POST") return created(given);
    if (!webhook) return RECORD_NOT_FOUND;
    if (secret)
      return {
        status: 200,
        body: { signing_secret: { algorithm: "SHA256", secret: webhook.secret } },
      };
    if (call.method === "GET") return { status: 200, body: { webhook: shown(webhook) } };
    if (call.method === "DELETE") {
      admin.webhooks = admin.webhooks.filter((one) => one !== webhook);
      const [left] = admin.webhooks.filter(isOurs);
      if (left) onWebhook(left);
      return { status: 204 };
    }
    if (call.method !== "PATCH") return RECORD_NOT_FOUND;
    // The way in which a webhook is connected is fixed when it is made.
    const isMoved =
      given.subscriptions && isByTrigger(given.subscriptions) !== isByTrigger(webhook.subscriptions);
    if (isMoved) return recordInvalid("subscriptions", "Subscriptions: cannot change its connection method");
    Object.assign(webhook, given);
    return { status: 204 };
  }

  const isOurs = ({ endpoint }: ZendeskWebhook) => endpoint.startsWith(`${settings.publicBaseUrl}/`);

  /** Webhooks come by cursor only. */
  function listed({ query }: UpstreamCall): Answer {
    return page("webhooks", admin.webhooks.map(shown), { "page[size]": "100", ...query });
  }

  function created(given: Partial<ZendeskWebhook>): Answer {
    const { name, endpoint, status, http_method: method, request_format: format } = given;
    if (!name || !endpoint || !status || !method || !format)
      return recordInvalid("name", "Name: cannot be blank");
    if (!METHODS.includes(method))
      return recordInvalid("http_method", "HTTP method: is not included in the list");
    const webhook: ZendeskWebhook = {
      id: `01J${randomBytes(12).toString("hex").toUpperCase().slice(0, 23)}`,
      name,
      endpoint,
      status,
      http_method: method,
      request_format: format,
      subscriptions: given.subscriptions ?? [],
      secret: randomBytes(24).toString("base64"),
      created_at: new Date().toISOString(),
    };
    admin.webhooks.push(webhook);
    if (isOurs(webhook)) onWebhook(webhook);
    return { status: CREATED, body: { webhook: shown(webhook) } };
  }

  function triggers(call: UpstreamCall, rest: string): Answer {
    const given = asObject(asObject(call.body).trigger) as Partial<ZendeskTrigger>; // checked where it matters
    if (rest === "" && call.method === "GET") return page("triggers", admin.triggers, call.query);
    if (rest === "" && call.method === "POST") {
      if (!given.title || !given.actions?.length) return recordInvalid("title", "Title: cannot be blank");
      const blank = { id: nextId(), title: "", active: true, conditions: { all: [], any: [] }, actions: [] };
      const trigger = { ...blank, ...given };
      admin.triggers.push(trigger);
      return { status: CREATED, body: { trigger } };
    }
    const trigger = admin.triggers.find(({ id }) => rest === `/${id}`);
    if (!trigger || call.method !== "PUT") return RECORD_NOT_FOUND;
    Object.assign(trigger, given);
    return { status: 200, body: { trigger } };
  }

  function ticketFields(call: UpstreamCall, rest: string): Answer {
    if (rest !== "") return RECORD_NOT_FOUND;
    if (call.method === "GET") return page("ticket_fields", admin.ticketFields, call.query);
    const { title, type } = asObject(asObject(call.body).ticket_field);
    if (typeof title !== "string" || typeof type !== "string")
      return recordInvalid("title", "Title: cannot be blank");
    const field = { id: nextId(), title, type, active: true };
    admin.ticketFields.push(field);
    return { status: CREATED, body: { ticket_field: field } };
  }

  function macros(call: UpstreamCall, rest: string): Answer {
    if (rest !== "") return RECORD_NOT_FOUND;
    if (call.method === "GET") return page("macros", admin.macros, call.query);
    const { title, actions } = asObject(asObject(call.body).macro) as Partial<ZendeskMacro>; // checked here
    if (!title || !actions?.length) return recordInvalid("title", "Title: cannot be blank");
    const macro = { id: nextId(), title, active: true, actions };
    admin.macros.push(macro);
    return { status: CREATED, body: { macro } };
  }

  const resources: Record<string, (call: UpstreamCall, rest: string) => Answer> = {
    webhooks,
    triggers,
    ticket_fields: ticketFields,
    macros,
    apps: apps.answer,
    business_hours: hours.businessHours,
    time_zones: hours.timeZones,
  };
  return {
    admin,
    /** Answers for these; undefined for everything else. */
    answer(call: UpstreamCall, resource: string | undefined, rest: string): Answer | undefined {
      const answer = resources[resource ?? ""];
      if (!answer) return undefined;
      return isAdmin() ? answer(call, rest) : zendeskFailure(403);
    },
    /** The webhook that rings stands among the webhooks, and its trigger among the triggers. */
    connect(): void {
      const { webhookSecret: secret, webhookPath, shape, triggerTemplate } = settings.zendesk;
      const webhook: ZendeskWebhook = {
        id: WEBHOOK_ID,
        name: "Tickline",
        endpoint: `${settings.publicBaseUrl}${webhookPath}`,
        status: "active",
        http_method: "POST",
        request_format: "json",
        subscriptions: shape === "event" ? EVENTS : ["conditional_ticket_events"],
        secret,
      };
      const value = [WEBHOOK_ID, JSON.stringify(triggerTemplate)];
      const trigger: ZendeskTrigger = {
        id: nextId(),
        title: "Tickline: agents' answers",
        active: true,
        conditions: {
          all: [
            { field: "comment_is_public", operator: "is", value: "requester_can_see_comment" },
            { field: "current_via_id", operator: "is_not", value: "5" },
          ],
          any: [],
        },
        actions: [{ field: "notification_webhook", value }],
      };
      admin.webhooks = [...admin.webhooks.filter(({ id }) => id !== WEBHOOK_ID), webhook];
      if (shape === "trigger") admin.triggers.push(trigger);
    },
  };
}

const isByTrigger = (subscriptions: string[]) => subscriptions.includes("conditional_ticket_events");

function shown({ secret: _, ...webhook }: ZendeskWebhook) {
  return webhook;
}
