import { isBlank } from "../text.ts";

/** As many digits as the shortest number that somebody can be called by. */
const DIGITS = 7;

/** What a person is called, and null for what only tells their number, as Zendesk calls users whom nobody named. */
export function personName(written: string | null | undefined): string | null {
  if (!written || isBlank(written)) return null;
  return (written.match(/\p{Nd}/gu) ?? []).length >= DIGITS ? null : written;
}
