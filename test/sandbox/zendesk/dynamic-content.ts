import type { Answer, UpstreamCall } from "../upstreams/call.ts";
import { page, RECORD_NOT_FOUND } from "./resources.ts";

/** A text in several languages. */
export type ZendeskDynamicItem = {
  name: string;
  variants: { locale_id: number; content: string; active?: boolean; default?: boolean }[];
};

/** What admins keep in several languages; tests fill the list. */
export function createDynamicContent(origin: string, nextId: () => number) {
  const list: ZendeskDynamicItem[] = [];
  const shown = ({ name, variants }: ZendeskDynamicItem) => {
    const id = nextId();
    const url = `${origin}/api/v2/dynamic_content/items/${id}`;
    return {
      url: `${url}.json`,
      id,
      name,
      placeholder: `{{dc.${name.toLowerCase()}}}`,
      default_locale_id: variants[0]?.locale_id,
      outdated: false,
      variants: variants.map((variant, at) => ({
        url: `${url}/variants/${at}.json`,
        id: id + at,
        outdated: false,
        active: true,
        default: at === 0,
        ...variant,
      })),
    };
  };
  return {
    list,
    /** Answers `/api/v2/dynamic_content...`; `rest` is what follows, without `.json`. */
    answer({ method, query }: UpstreamCall, rest: string): Answer {
      return method === "GET" && rest === "/items" ? page("items", list.map(shown), query) : RECORD_NOT_FOUND;
    },
  };
}
