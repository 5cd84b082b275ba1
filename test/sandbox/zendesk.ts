import type { Answer, UpstreamCall } from "./upstreams/call.ts";
import type { DeliverSettings, ZendeskWebhookSettings } from "./upstreams/settings.ts";
import { type AdminCenter, createAdminCenter } from "./zendesk/admin-center.ts";
import { type AgentAnswer, createAgentDesk } from "./zendesk/agents.ts";
import { createApp, type ZendeskApp } from "./zendesk/app.ts";
import { createDynamicContent, type ZendeskDynamicItem } from "./zendesk/dynamic-content.ts";
import { announcementsOf, triggered } from "./zendesk/events.ts";
import { createLocales, type ZendeskLocale } from "./zendesk/locales.ts";
import { createOAuth, type OAuth, type OAuthOptions } from "./zendesk/oauth.ts";
import { createRedactions } from "./zendesk/redactions.ts";
import {
  RECORD_NOT_FOUND,
  type TicketUpdate,
  type ZendeskComment,
  type ZendeskTicket,
  type ZendeskUser,
  zendeskFailure,
} from "./zendesk/resources.ts";
import { createSurveys, type ZendeskSurveys } from "./zendesk/surveys.ts";
import { createTickets } from "./zendesk/tickets.ts";
import { createUploads, type ZendeskFile } from "./zendesk/uploads.ts";
import { createUsers } from "./zendesk/users.ts";
import { createWebhooks, type ZendeskDelivery, type ZendeskPostOptions } from "./zendesk/webhooks.ts";

/** The account that the simulated Zendesk plays; credentials left out are not checked, only demanded. */
export type ZendeskOptions = OAuthOptions & { subdomain?: string };

export type Zendesk = {
  /** Oldest first, with comments and attachments. */
  tickets: ZendeskTicket[];
  users: ZendeskUser[];
  /** Dana and Robin, who answer customers; the API's own user is another one. */
  agents: ZendeskUser[];
  /** The account's languages. */
  locales: ZendeskLocale[];
  /** What admins keep in several languages; at first nothing. */
  dynamicContent: ZendeskDynamicItem[];
  /** Every uploaded file with its bytes. */
  files: ZendeskFile[];
  /** The ticket with this id. @throws {Error} when there is none */
  ticket(id: number | string): ZendeskTicket;
  /** An agent comments on the ticket, and the webhook rings. @throws {Error} when the ticket is closed */
  answer(id: number | string, answer: AgentAnswer): ZendeskComment;
  /** An agent, Dana unless said otherwise, sets tags on the ticket, by hand or by a macro. */
  tag(id: number | string, tags: string[], by?: ZendeskUser): void;
  /** Dana makes a ticket for somebody in the web form: the fields as the API has them. */
  makeInWebForm(given: Record<string, unknown>): ZendeskTicket;
  /** An agent solves the ticket: a comment still reaches it. */
  solve(id: number | string): void;
  /** The ticket is closed for good: an update is refused with 422. */
  close(id: number | string): void;
  reopen(id: number | string): void;
  /** An agent deletes the user: whatever names it is refused with 422. */
  deleteUser(id: number): void;
  /** An agent merges the user into another, who has their tickets and numbers from now on; the id is worth nothing any more. */
  mergeUser(id: number, into: ZendeskUser): void;
  /** An agent makes somebody else the ticket's requester: no webhook tells of that. */
  changeRequester(id: number | string, to: ZendeskUser): void;
  setPending(id: number | string): void;
  /** The sidebar's app: signs for whoever looks at its page. */
  app: ZendeskApp;
  /** Webhooks, triggers and ticket fields, as an admin sees them. */
  admin: AdminCenter;
  /** Whether the webhook rings by itself; it does not until it is connected. */
  webhooksEnabled: boolean;
  /** From now on the webhook rings, in this shape, at this path. */
  connectWebhook(settings?: Partial<ZendeskWebhookSettings>): void;
  /** Every ring that went out by itself, oldest first. */
  webhooks: ZendeskDelivery[];
  /** Resolves when every ring has been answered. */
  rung(): Promise<void>;
  /**
   * Rings about a comment once more, or about the ticket's status when none is given: byte for byte, where it rang before.
   * All `times` go out at once, and none is tried again.
   */
  ring(id: number | string, commentId?: number, options?: RingOptions): Promise<Response[]>;
  /** Posts any JSON to the webhook, signed; a string as it is. */
  post(body: unknown, options?: ZendeskPostOptions): Promise<Response>;
  /** Its own surveys of customers. */
  surveys: ZendeskSurveys;
  /** Codes and tokens of users who signed in elsewhere. */
  oauth: OAuth;
  /** Makes every access token worthless, as after a revocation. */
  expireTokens(): void;
  /** Two hours later: a repeated create makes a second ticket. */
  forgetIdempotencyKeys(): void;
};

type RingOptions = ZendeskPostOptions & { times?: number };

export type ZendeskProvider = { zendesk: Zendesk; answer(call: UpstreamCall): Answer; close(): void };

/** A Zendesk account of its own with no ticket, and a webhook that does not ring yet. */
export function createZendesk(settings: DeliverSettings, options: ZendeskOptions = {}): ZendeskProvider {
  const origin = `https://${options.subdomain ?? "acme"}.zendesk.com`;
  let lastId = 377922500000;
  const nextId = () => {
    lastId += 12;
    return lastId;
  };
  const locales = createLocales(origin);
  const dynamicContent = createDynamicContent(origin, nextId);
  const users = createUsers(origin, nextId, locales.list);
  const uploads = createUploads(origin, nextId);
  const webhooks = createWebhooks(settings);
  const tickets = createTickets({ origin, nextId, users, uploads, onUpdate });
  const { app, answer: answerApp } = createApp(origin);
  const { surveys, answer: answerSurvey } = createSurveys();
  const redactions = createRedactions(tickets.list, uploads);
  const desk = createAgentDesk({ agents: users.agents, nextId, uploads, onUpdate });
  const adminCenter = createAdminCenter({
    settings,
    app,
    nextId,
    isAdmin: () => users.list[0]?.role === "admin",
    onWebhook({ endpoint, secret, subscriptions }) {
      const shape = subscriptions.includes("conditional_ticket_events") ? "trigger" : "event";
      const webhookPath = endpoint.slice(settings.publicBaseUrl.length);
      Object.assign(settings.zendesk, { webhookSecret: secret, webhookPath, shape });
      zendesk.webhooksEnabled = true;
    },
  });
  const {
    oauth,
    isAuthorized,
    expireTokens,
    answer: answerOAuth,
  } = createOAuth({ users: users.list, options });

  const ticket = (id: number | string) => {
    const found = tickets.list.find((one) => one.id === Number(id));
    if (!found) throw new Error(`the simulated Zendesk has no ticket ${id}`);
    return found;
  };

  function onUpdate(update: TicketUpdate): void {
    const isReachable = Boolean(settings.targetOrigin ?? settings.send) && settings.zendesk.webhookSecret;
    if (!zendesk.webhooksEnabled || !isReachable) return;
    for (const one of announcementsOf(update, users, settings.zendesk)) webhooks.ring(one);
  }

  /** What rang about this comment or status, or would ring. */
  function bodyAbout(id: number | string, commentId: number | undefined): string {
    const rang = webhooks.deliveries.findLast(
      (one) => one.ticketId === Number(id) && one.commentId === commentId,
    );
    if (rang) return rang.body;
    const found = ticket(id);
    const comment = found.comments.find((one) => one.id === commentId);
    if (commentId !== undefined && !comment) throw new Error(`ticket ${id} has no comment ${commentId}`);
    const actor = users.agents.find((agent) => agent.id === comment?.author_id) ?? users.agents[0];
    if (!actor) throw new Error("the simulated Zendesk has no agent");
    const previous = comment ? found.status : found.status === "open" ? "solved" : "open";
    const update: TicketUpdate = { ticket: found, actor, via: "web", comment, previous };
    const [announcement] = announcementsOf(update, users, settings.zendesk);
    return (announcement ?? triggered(update, settings.zendesk)).body;
  }

  const zendesk: Zendesk = {
    tickets: tickets.list,
    users: users.list,
    agents: users.agents,
    locales: locales.list,
    dynamicContent: dynamicContent.list,
    files: uploads.files,
    ticket,
    answer: (id, given) => desk.answer(ticket(id), given),
    tag: (id, tags, by) => desk.tag(ticket(id), tags, by),
    makeInWebForm: (given) => tickets.makeInWebForm(users.agents[0] as ZendeskUser, given), // There are two.
    solve: (id) => desk.setStatus(ticket(id), "solved"),
    close: (id) => desk.setStatus(ticket(id), "closed"),
    reopen: (id) => desk.setStatus(ticket(id), "open"),
    setPending: (id) => desk.setStatus(ticket(id), "pending"),
    app,
    admin: adminCenter.admin,
    webhooksEnabled: false,
    connectWebhook(given = {}) {
      Object.assign(settings.zendesk, given);
      adminCenter.connect();
      zendesk.webhooksEnabled = true;
    },
    webhooks: webhooks.deliveries,
    rung: webhooks.rung,
    ring(id, commentId, { times = 1, ...post } = {}) {
      const body = bodyAbout(id, commentId);
      return Promise.all(Array.from({ length: times }, () => webhooks.post(body, post)));
    },
    post: (body, post) => webhooks.post(typeof body === "string" ? body : JSON.stringify(body), post),
    deleteUser: (id) => users.remove(id),
    mergeUser(id, into) {
      users.remove(id, into);
      for (const one of tickets.list) if (one.requester_id === id) one.requester_id = into.id;
    },
    changeRequester(id, to) {
      ticket(id).requester_id = to.id;
    },
    surveys,
    oauth,
    expireTokens,
    forgetIdempotencyKeys: tickets.forgetIdempotencyKeys,
  };

  return {
    zendesk,
    close: webhooks.close,
    answer(call) {
      const toUser = answerOAuth(call);
      if (toUser) return toUser;
      if (call.path.startsWith("/attachments/")) return uploads.download(call.path);
      const appKey = answerApp(call);
      if (appKey) return appKey;
      if (!isAuthorized(call)) return zendeskFailure(401);
      const [, resource, rest = ""] = /^\/api\/v2\/(\w+)(.*?)(?:\.json)?$/.exec(call.path) ?? [];
      if (resource === "tickets") return tickets.answer(call, rest);
      if (resource === "comment_redactions") return redactions.answer(call, rest);
      if (resource === "locales") return locales.answer(call, rest);
      if (resource === "dynamic_content") return dynamicContent.answer(call, rest);
      if (resource === "guide") return answerSurvey(call, rest);
      if (resource === "users") return users.answer(call, rest);
      if (resource === "uploads" && call.method === "POST") return uploads.upload(call);
      return adminCenter.answer(call, resource, rest) ?? RECORD_NOT_FOUND;
    },
  };
}
