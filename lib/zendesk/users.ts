import { storable } from "../domain/text.ts";
import { type Answer, idOf, isMissing } from "./answers.ts";
import type { Call } from "./call.ts";
import type { Zendesk, ZendeskAgent, ZendeskPerson, ZendeskUser } from "./zendesk.ts";

/** As Zendesk answers it. */
export type RawUser = {
  id: number | string;
  name?: string | null;
  role?: string;
  active?: boolean;
  suspended?: boolean;
  only_private_comments?: boolean | null;
  locale?: string | null;
  external_id?: string | null;
  phone?: string | null;
  shared_phone_number?: boolean | null;
};
type RawIdentity = { type: string; value: string };

type Users = Pick<Zendesk, "upsertEndUser" | "showUser" | "showAgent">;

/** Who people are in Zendesk. */
export function users(call: Call): Users {
  const get = async <T>(...path: (string | number | object)[]): Promise<T> =>
    await call<T>(async (client, answered) => {
      await client.users.get(["users", ...path] as never);
      return answered();
    });

  return {
    async upsertEndUser({ name, phone, externalId }) {
      // Two calls, though one would make or update them: it would rename a user whom agents named, and make an end user of an agent. To make
      // one and to look them up only when that is refused would save the first, once a customer; but what Zendesk says of an external id
      // that somebody has is not documented, and a second user is not undone.
      const { users: known } = await get<{ users: RawUser[] }>("search", { external_id: externalId });
      const found = known.find((one) => one.external_id === externalId && one.active !== false);
      if (found) return userOf(found);
      // Whoever makes the same user just now, or made an agent of it, loses nothing: a new user is an end user by default.
      const user = { name, external_id: externalId, ...(phone && { phone }) };
      const { result } = await call<Answer<RawUser>>((client) => client.users.createOrUpdate({ user }));
      return userOf(result);
    },

    async showUser(userId) {
      const shown = await orNull(get<{ user: RawUser }>(idOf(userId)));
      if (!shown || shown.user.active === false) return null;
      const listed = await orNull(get<{ identities: RawIdentity[] }>(idOf(userId), "identities"));
      return personOf(shown.user, listed?.identities ?? []);
    },

    async showAgent(userId) {
      const shown = await orNull(get<{ user: RawUser }>(idOf(userId)));
      return shown && agentOf(shown.user);
    },
  };
}

const userOf = ({ id, locale }: RawUser): ZendeskUser => ({ id: String(id), locale: locale ?? null });

/** Zendesk calls whoever is neither admin nor end user an agent, whatever their own role is. */
export function agentOf({ id, name, role, active, suspended, locale, ...rest }: RawUser): ZendeskAgent {
  const isAgent = role === "agent" || role === "admin";
  return {
    id: String(id),
    name: storable(name ?? ""),
    role: isAgent ? role : "end-user",
    isActive: active !== false && suspended !== true,
    isLight: rest.only_private_comments === true,
    locale: locale ?? null,
  };
}

/** Null for what Zendesk does not have. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** A phone that several people share says of none who they are, and is no identity of theirs. */
function personOf(user: RawUser, identities: RawIdentity[]): ZendeskPerson {
  const own = identities.filter(({ type }) => type === "phone_number").map(({ value }) => value);
  const direct = user.phone && !user.shared_phone_number ? [user.phone] : [];
  return { id: String(user.id), externalId: user.external_id ?? null, phones: [...direct, ...own] };
}
