import { UpstreamError } from "../errors.ts";
import type { Call } from "./call.ts";
import type { Zendesk } from "./zendesk.ts";

/** As Zendesk answers it: its documentation leaves `default` out. */
type RawLocale = { id: number | string; locale: string; default?: boolean };

/** The languages of the account. */
export function locales(call: Call): Pick<Zendesk, "listLocales"> {
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
  };
}
