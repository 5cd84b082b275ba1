import { UpstreamError } from "../errors.ts";
import { type Answer, idOf } from "./answers.ts";
import type { Call } from "./call.ts";
import type { RawUser } from "./users.ts";
import type { Zendesk } from "./zendesk.ts";

/** As Zendesk answers it: its documentation leaves `default` out. */
type RawLocale = { id: number | string; locale: string; default?: boolean };

type Locales = Pick<Zendesk, "listLocales" | "showLocale" | "setLocale">;

/** The languages of the account, and of its users. */
export function locales(call: Call): Locales {
  return {
    async listLocales() {
      const { locales: listed } = await call<{ locales?: RawLocale[] }>(async (client, answered) => {
        await client.locales.get(["locales"]);
        return answered();
      });
      if (!Array.isArray(listed))
        throw new UpstreamError("zendesk", "unavailable", { reason: "the answer has no locales" });
      return listed.map((one) => ({
        id: String(one.id),
        locale: one.locale,
        isDefault: one.default === true,
      }));
    },

    async showLocale(userId) {
      const { result } = await call<Answer<RawUser>>((client) => client.users.show(idOf(userId) as never));
      return result.locale ?? null;
    },

    async setLocale(userId, locale) {
      await call((client) => client.users.update(idOf(userId) as never, { user: { locale } }));
    },
  };
}
