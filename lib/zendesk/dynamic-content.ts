import { type DynamicItem, isOurItem } from "../domain/replies/dynamic-item.ts";
import { storable } from "../domain/text.ts";
import { UpstreamError } from "../errors.ts";
import type { Call } from "./call.ts";
import type { Zendesk } from "./zendesk.ts";

type RawVariant = { locale_id?: number | string; content?: string | null; active?: boolean };
type RawItem = { name?: string; variants?: RawVariant[] };
type Page = { items?: RawItem[]; meta?: { has_more?: boolean; after_cursor?: string } };

/** A list longer than this is not read to its end: nobody has as many, and a list may lead back to itself. */
const MOST_PAGES = 20;

/**
 * The texts that admins keep in several languages.
 * @see https://developer.zendesk.com/api-reference/ticketing/ticket-management/dynamic_content/
 */
export function dynamicContent(call: Call): Pick<Zendesk, "listDynamicContent"> {
  const pageAfter = (cursor: string | null) =>
    call<Page>(async (client, answered) => {
      const query = { "page[size]": 100, ...(cursor !== null && { "page[after]": cursor }) };
      // Its types take texts alone; it makes the query of what is an object, as it does elsewhere.
      await client.dynamiccontent.get(["dynamic_content", "items", query] as never);
      return answered();
    });

  return {
    async listDynamicContent() {
      const found: DynamicItem[] = [];
      let cursor: string | null = null;
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const { items, meta }: Page = await pageAfter(cursor);
        if (!Array.isArray(items)) throw unreadable("the answer has no items");
        found.push(...items.map(itemOf).filter(isOurItem));
        if (!meta?.has_more || !meta.after_cursor) return found;
        cursor = meta.after_cursor;
      }
      throw unreadable("the list does not end");
    },
  };
}

function itemOf({ name, variants }: RawItem): DynamicItem {
  const active = (variants ?? []).filter(({ active }) => active !== false);
  return {
    name: storable(name ?? ""),
    variants: active.map(({ locale_id, content }) => ({
      localeId: String(locale_id),
      content: storable(content ?? ""),
    })),
  };
}

const unreadable = (reason: string) => new UpstreamError("zendesk", "unavailable", { reason });
