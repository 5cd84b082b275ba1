import { KnownError, UpstreamError } from "../../errors.ts";
import type { UpstreamFetch } from "../../http/upstream.ts";
import type { Answer } from "../answers.ts";
import { type Call, createCall, type Settings } from "../call.ts";
import { apps } from "./apps.ts";

export type Me = { id: number | string | null; role: string };

export type Webhook = {
  id: string;
  name: string;
  endpoint: string;
  status: string;
  http_method: string;
  request_format: string;
  subscriptions: string[];
  created_at?: string;
};

export type Condition = { field: string; operator: string; value: unknown };

export type Trigger = {
  id: number;
  title: string;
  active: boolean;
  conditions: { all: Condition[] | null; any: Condition[] | null };
  actions: { field: string; value: unknown }[];
};

export type Macro = {
  title: string;
  description: string;
  active: boolean;
  actions: { field: string; value: unknown }[];
};

export type TicketField = { id: number | string; title: string; type: string; active: boolean };

/** What an admin sets in Zendesk, in Zendesk's own words. Every method throws UpstreamError when Zendesk does not do as asked. */
export type Account = ReturnType<typeof zendeskAccount>;

/** A list longer than this is not read to its end: nobody has as many. */
const MOST_PAGES = 20;
/** node-zendesk says so for triggers by itself. */
const FIRST = { "page[size]": 100 };

/** @see https://developer.zendesk.com/api-reference/webhooks/webhooks-api/webhooks/ */
export function zendeskAccount(settings: Settings, fetchUpstream: UpstreamFetch) {
  const calling = createCall(settings, fetchUpstream);
  /** node-zendesk stumbles over what is not in Zendesk's shape. */
  const call: Call = (work, headers) =>
    calling<never>(work, headers).catch((error: unknown) => {
      throw error instanceof KnownError ? error : unreadable("data");
    });

  /** The whole list, page after page: by cursor where Zendesk gives one, else by number. */
  async function listAll<T>(name: string, get: Get): Promise<T[]> {
    const found: T[] = [];
    let next: Record<string, unknown> = name === "webhooks" ? FIRST : {};
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const answer = await call<Page>(async (client, answered) => {
        await get(client, [name, next]);
        return answered();
      });
      found.push(...listIn<T>(answer, name));
      if (answer.meta?.has_more) next = { ...FIRST, "page[after]": answer.meta.after_cursor };
      else if (answer.next_page) next = { page: page + 1 };
      else break;
    }
    return found;
  }

  return {
    async me(): Promise<Me> {
      const { result } = await call<Answer<Me>>((client) => client.users.me());
      if (typeof result?.role === "string" && result.id !== undefined) return result;
      throw unreadable("user");
    },

    async webhooks(): Promise<Webhook[]> {
      const found = await listAll<Webhook>("webhooks", (client, query) => client.webhooks.get(query));
      if (!found.every(({ id, endpoint }) => typeof id === "string" && typeof endpoint === "string"))
        throw unreadable("webhooks");
      return found.map((webhook) => ({ ...webhook, subscriptions: webhook.subscriptions ?? [] }));
    },

    async createWebhook(webhook: Omit<Webhook, "id">): Promise<string> {
      const { result } = await call<Answer<Webhook>>((client) => client.webhooks.create({ webhook }));
      return result.id;
    },

    async deleteWebhook(id: string): Promise<void> {
      await call((client) => client.webhooks.delete(id));
    },

    async patchWebhook(id: string, change: Partial<Webhook>): Promise<void> {
      await call((client) => client.webhooks.patch(id, { webhook: change }));
    },

    async signingSecret(id: string): Promise<string> {
      const answer = await call<{ signing_secret?: { secret?: unknown } }>(async (client, answered) => {
        await client.webhooks.getSigningSecret(id);
        return answered();
      });
      const secret = answer.signing_secret?.secret;
      if (typeof secret === "string" && secret !== "") return secret;
      throw unreadable("signing secret");
    },

    async triggers(): Promise<Trigger[]> {
      const found = await listAll<Trigger>("triggers", (client, query) => client.triggers.get(query));
      if (found.every(({ actions, conditions }) => Array.isArray(actions) && conditions)) return found;
      throw unreadable("triggers");
    },

    async createTrigger(trigger: Omit<Trigger, "id">): Promise<void> {
      await call((client) => client.triggers.create({ trigger }));
    },

    async updateTrigger({ id, ...trigger }: Trigger): Promise<void> {
      await call((client) => client.triggers.update(id, { trigger }));
    },

    ...apps(call),

    /** Inactive ones among them. */
    macros: () => listAll<Macro>("macros", (client, query) => client.macros.get(query)),

    async createMacro(macro: Macro): Promise<void> {
      // Its types leave the envelope out, and it sends what it is given.
      await call((client) => client.macros.create({ macro } as never));
    },

    ticketFields: () =>
      listAll<TicketField>("ticket_fields", (client, query) => client.ticketfields.get(query)),

    async createTicketField(field: { type: string; title: string; description: string }): Promise<string> {
      const { result } = await call<Answer<TicketField>>((client) =>
        client.ticketfields.post(["ticket_fields"], { ticket_field: field }),
      );
      return String(result.id);
    },
  };
}

type Get = (client: Parameters<Parameters<Call>[0]>[0], query: unknown[]) => Promise<unknown>;

type Page = Record<string, unknown> & {
  meta?: { has_more?: boolean; after_cursor?: string };
  next_page?: string | null;
};

/** T is what the endpoint documents. Without its list, an answer says nothing: not that there is none. */
function listIn<T>(answer: Page, name: string): T[] {
  const list = answer[name];
  if (Array.isArray(list) && list.every((one) => typeof one === "object" && one !== null)) return list as T[];
  throw unreadable(name);
}

const unreadable = (what: string) =>
  new UpstreamError("zendesk", "unavailable", { status: 200, reason: `the answer has no ${what}` });
