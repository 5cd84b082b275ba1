import type { Answer, UpstreamCall } from "../upstreams/call.ts";
import { page, RECORD_NOT_FOUND } from "./resources.ts";

/** A language of the account. */
export type ZendeskLocale = { id: number; locale: string; name: string; default: boolean };

/** The account's languages: at first English, its default, and three others; tests may change the list. */
export function createLocales(origin: string) {
  const list: ZendeskLocale[] = [
    { id: 1, locale: "en-US", name: "English", default: true },
    { id: 2, locale: "es", name: "Español", default: false },
    { id: 8, locale: "de", name: "Deutsch", default: false },
    { id: 19, locale: "pt-BR", name: "Português (Brasil)", default: false },
  ];
  return {
    list,
    /** Answers `/api/v2/locales...`; `rest` is what follows `locales`, without `.json`. */
    answer({ method, query }: UpstreamCall, rest: string): Answer {
      if (method !== "GET" || rest !== "") return RECORD_NOT_FOUND;
      const shown = list.map((one) => ({ url: `${origin}/api/v2/locales/${one.locale}.json`, ...one }));
      return page("locales", shown, query);
    },
  };
}
