import { type Answer, asObject, first, type UpstreamCall } from "../upstreams/call.ts";
import type { ZendeskLocale } from "./locales.ts";
import {
  isBlank,
  page,
  RECORD_NOT_FOUND,
  recordInvalid,
  type ZendeskUser,
  zendeskTime,
} from "./resources.ts";

export type ZendeskUsers = {
  list: ZendeskUser[];
  /** Who answers customers: not the one whose credentials the product uses. */
  agents: ZendeskUser[];
  /** Answers `/api/v2/users...`; `rest` is what follows `users`, without `.json`. */
  answer(call: UpstreamCall, rest: string): Answer;
  /** The user with this id, or a new one of these properties; undefined when neither is possible. */
  requester(id: unknown, inline: unknown): ZendeskUser | undefined;
  /** Deletes the user, or merges it into another: either way its id is worth nothing from now on. */
  remove(id: number, into?: ZendeskUser): void;
};

/** The account's users: at first the one whose credentials the product uses, and two agents. */
export function createUsers(
  origin: string,
  nextId: () => number,
  locales: readonly ZendeskLocale[] = [],
): ZendeskUsers {
  const list: ZendeskUser[] = [];
  /** The numbers of users who were merged, by the id of the one who stays. */
  const identities = new Map<number, string[]>();

  function add(given: Record<string, unknown>): ZendeskUser {
    const id = nextId();
    const at = zendeskTime();
    const user: ZendeskUser = {
      id,
      url: `${origin}/api/v2/users/${id}.json`,
      name: text(given.name) ?? "",
      email: text(given.email),
      phone: text(given.phone),
      external_id: text(given.external_id),
      role: text(given.role) ?? "end-user",
      locale: text(given.locale) ?? locales.find((one) => one.default)?.locale ?? "en-US",
      active: true,
      tags: [],
      created_at: at,
      updated_at: at,
    };
    list.push(user);
    return user;
  }

  function createOrUpdate(given: Record<string, unknown>): Answer {
    const known = list.find(
      (user) =>
        (user.external_id !== null && user.external_id === text(given.external_id)) ||
        (user.email !== null && user.email === text(given.email)),
    );
    if (!known) return create(given);
    for (const name of ["name", "email", "phone", "external_id", "role"] as const) {
      const value = text(given[name]);
      if (value !== null) known[name] = value;
    }
    known.updated_at = zendeskTime();
    return { status: 200, body: { user: known } };
  }

  function create(given: Record<string, unknown>): Answer {
    if (isBlank(text(given.name) ?? ""))
      return recordInvalid("name", "Name: is too short (minimum is 1 characters)");
    const taken = list.some((user) => user.external_id !== null && user.external_id === given.external_id);
    if (taken) return recordInvalid("external_id", "External has already been taken");
    return { status: 201, body: { user: add(given) } };
  }

  function search({ query }: UpstreamCall): Answer {
    const externalId = first(query, "external_id");
    const wanted = first(query, "query")?.replace(/^(phone|email|external_id):/, "");
    const found = list.filter((user) =>
      externalId === undefined
        ? [user.phone, user.email, user.external_id, user.name].includes(wanted ?? "")
        : user.external_id === externalId,
    );
    return page("users", found, query);
  }

  function phonesOf({ id, phone, shared_phone_number: isShared }: ZendeskUser): string[] {
    const direct = phone === null || isShared ? [] : [phone];
    return [...new Set([...direct, ...(identities.get(id) ?? [])])];
  }

  function identitiesOf(user: ZendeskUser) {
    const named = (type: string) => (value: string) => ({ user_id: user.id, type, value, verified: true });
    const emails = user.email === null ? [] : [user.email];
    const all = [...emails.map(named("email")), ...phonesOf(user).map(named("phone_number"))];
    // The same id for the same value, whichever others there are.
    return all.map((one) => ({ id: user.id * 100 + (Number(one.value.replace(/\D/g, "")) % 97), ...one }));
  }

  function update(user: ZendeskUser, given: Record<string, unknown>): Answer {
    const isOurs = locales.some(({ locale }) => locale === given.locale);
    if ("locale" in given && !isOurs) return recordInvalid("locale", "Locale: is invalid");
    if ("locale" in given) user.locale = text(given.locale) ?? user.locale;
    if ("name" in given) user.name = text(given.name) ?? "";
    if ("phone" in given) user.phone = text(given.phone);
    if ("external_id" in given) user.external_id = text(given.external_id);
    user.updated_at = zendeskTime();
    return { status: 200, body: { user } };
  }

  function removeIdentity(user: ZendeskUser, identityId: string): Answer {
    const found = identitiesOf(user).find(({ id }) => String(id) === identityId);
    if (!found) return RECORD_NOT_FOUND;
    if (user.phone === found.value) user.phone = null;
    const others = identities.get(user.id) ?? [];
    identities.set(
      user.id,
      others.filter((value) => value !== found.value),
    );
    return { status: 204 };
  }

  const agent = add({ name: "Grace Hopper", email: "grace@example.com", role: "admin" });
  const agents = ["Dana", "Robin"].map((name) =>
    add({ name, email: `${name.toLowerCase()}@example.com`, role: "agent" }),
  );

  return {
    list,
    agents,
    answer(call, rest) {
      const given = asObject(asObject(call.body).user);
      if (call.method === "POST" && rest === "/create_or_update") return createOrUpdate(given);
      if (call.method === "POST" && rest === "") return create(given);
      const [, of, identity] = /^\/(\d+)(?:\/identities\/(\d+))?$/.exec(rest) ?? [];
      const changed = list.find((one) => String(one.id) === of);
      if (changed && call.method === "PUT" && !identity) return update(changed, given);
      if (changed && call.method === "DELETE" && identity) return removeIdentity(changed, identity);
      if (call.method !== "GET") return RECORD_NOT_FOUND;
      if (rest === "/me") return { status: 200, body: { user: agent } };
      if (rest === "/search") return search(call);
      if (rest === "") return page("users", list, call.query);
      const [, id, below] = /^\/(\d+)(\/identities)?$/.exec(rest) ?? [];
      const user = list.find((one) => String(one.id) === id);
      if (user && below) return page("identities", identitiesOf(user), call.query);
      return user ? { status: 200, body: { user } } : RECORD_NOT_FOUND;
    },
    remove(id, into) {
      const gone = list.find((user) => user.id === id);
      if (!gone) throw new Error(`the simulated Zendesk has no user ${id}`);
      if (into) identities.set(into.id, [...phonesOf(into), ...phonesOf(gone)]);
      if (into) into.phone ??= gone.phone;
      Object.assign(gone, { active: false, external_id: null, phone: null, email: null });
    },
    requester(id, inline) {
      if (id !== undefined) return list.find((user) => user.id === Number(id));
      const given = asObject(inline);
      if (Object.keys(given).length === 0) return agent;
      const known = list.find((user) => user.email !== null && user.email === given.email);
      return known ?? (text(given.name) ? add(given) : undefined);
    },
  };
}

function text(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}
