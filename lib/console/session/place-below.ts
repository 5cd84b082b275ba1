import { isDoor } from "./door-paths.ts";

/** Longer ones would not fit into an address beside the rest. */
const LONGEST = 1_000;

/** By these the console is told which page is meant, and which way in: they are never a page's own. */
const NOT_OF_PAGES = ["page", "sidebar", "with"];

/**
 * The page of the console that an address names; the first one, for what leads elsewhere: nobody is sent to another site from here, nor
 * through a door that somebody else's code opens.
 */
export function placeBelow(address: string | null | undefined): string {
  if (!address || address.length > LONGEST) return "/console";
  const here = "https://console.invalid";
  const url = URL.parse(address, here);
  if (url?.origin !== here) return "/console";
  const path = url.pathname.replace(/\/+$/, "");
  // No page has a name that needs encoding, but a door's can be hidden in it.
  const isBelow =
    /^\/console(\/|$)/.test(path) && !path.includes("%") && !isDoor(path.slice("/console".length));
  if (!isBelow) return "/console";
  for (const name of NOT_OF_PAGES) url.searchParams.delete(name);
  return `${path}${url.search}`;
}
