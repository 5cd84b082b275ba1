import { isDoor } from "./door-paths.ts";

/** Longer ones would not fit into an address beside the rest. */
const LONGEST = 1_000;

/** The page of the console that an address names; the first one, for what leads elsewhere: nobody is sent to another site from here. */
export function placeBelow(address: string | null | undefined): string {
  if (!address || address.length > LONGEST) return "/console";
  const here = "https://console.invalid";
  const url = URL.parse(address, here);
  const isBelow =
    url?.origin === here &&
    /^\/console(\/|$)/.test(url.pathname) &&
    !isDoor(url.pathname.slice("/console".length));
  return isBelow ? `${url.pathname}${url.search}` : "/console";
}
