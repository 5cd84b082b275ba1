import { type DynamicItem, isOurItem } from "../domain/replies/dynamic-item.ts";
import { storable } from "../domain/text.ts";
import { UpstreamError } from "../errors.ts";
import type { Call } from "./call.ts";
import type { Zendesk } from "./zendesk.ts";

type RawVariant = { locale_id?: number | string; content?: unknown; active?: boolean } | null;
type RawItem = { name?: unknown; variants?: RawVariant[] };
type Page = { items?: (RawItem | null)[]; meta?: { has_more?: boolean; after_cursor?: string } };

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

/** What lacks a name is none of ours. */
function itemOf(item: RawItem | null): DynamicItem {
  const variants = Array.isArray(item?.variants) ? item.variants : [];
  return {
    name: textOf(item?.name),
    variants: variants
      .filter((variant) => variant !== null)
      .filter(({ active }) => active !== false)
      .map(({ locale_id, content }) => ({ localeId: String(locale_id), content: textOf(content) })),
  };
}

const textOf = (text: unknown) => (typeof text === "string" ? storable(text) : "");

const unreadable = (reason: string) => new UpstreamError("zendesk", "unavailable", { reason });
