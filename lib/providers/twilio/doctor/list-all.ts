import { UpstreamError } from "../../../errors.ts";
import { unreadable } from "./visit.ts";

/** A list longer than this is not read to its end: nobody has as many, and a list may lead back to itself. */
const MOST_PAGES = 20;

type Page<T> = { instances: T[]; nextPage(): Promise<unknown> | undefined };

/**
 * The whole of one of Twilio's lists, page after page.
 * @throws {UpstreamError} when it is no list, holds what has no SID, or does not end
 */
export async function listAll<T extends { sid: string }>(
  first: Promise<Page<T>>,
  most = Number.POSITIVE_INFINITY,
): Promise<T[]> {
  const found: T[] = [];
  let read = 0;
  for await (const instances of pagesOf(first)) {
    read += 1;
    if (read > MOST_PAGES)
      throw new UpstreamError("twilio", "unavailable", { reason: "the list does not end" });
    found.push(...instances);
    if (found.length >= most) return found.slice(0, most);
  }
  return found;
}

/**
 * The same, for whoever stops by themselves.
 * @throws {UpstreamError} when it is no list, or holds what has no SID
 */
export async function* pagesOf<T extends { sid: string }>(first: Promise<Page<T>>): AsyncGenerator<T[]> {
  let page: Page<T> | undefined = await first.catch(notReadable);
  while (page) {
    if (!page.instances.every(({ sid }) => typeof sid === "string" && sid !== "")) throw unreadable;
    yield page.instances;
    // The package's types name another page than the one that it gives.
    page = (await page.nextPage()?.catch(notReadable)) as Page<T> | undefined;
  }
}

/** The package throws errors without a type for an answer that is no page. */
function notReadable(error: unknown): never {
  throw error instanceof UpstreamError ? error : unreadable;
}
