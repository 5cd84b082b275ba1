import type { Language } from "../replies/languages.ts";

/** A moment that reads alike for every agent, wherever they sit. */
export function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** The same as a language writes it: the month in letters, so that nobody takes it for the day. */
export function momentIn(language: Language): (at: Date) => string {
  if (language === "en") return moment;
  const format = new Intl.DateTimeFormat(`${language}-u-nu-latn-ca-gregory`, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: "UTC",
    timeZoneName: "short",
  });
  return (at) => format.format(at);
}
