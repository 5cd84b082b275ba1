import { type From, likelyCountryOf } from "../language/countries.ts";
import type { Language } from "../replies/languages.ts";
import { isOpen, openingAfter } from "./opening.ts";
import type { Schedule } from "./schedule.ts";

/** Who reads it. */
type Reader = From & { language: Language };

/**
 * An opening as a customer reads it: weekday, date and time by the clock of whoever is there then, with the zone's name, since the
 * customer's own clock may show another time.
 */
export function openingInWords(schedule: Schedule, opening: Date, { language, ...from }: Reader): string {
  const open = schedule.hours.find((hours) => isOpen({ hours: [hours] }, opening));
  const country = likelyCountryOf(from);
  // One language writes times in more ways than one: 5:00 PM in New York is 17:00 in London.
  const locale = new Intl.Locale(language, { ...(country && { region: country }) });
  const format = new Intl.DateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
    ...(open && { timeZone: open.zone }),
  });
  // A narrow space before PM would make an SMS of half the length.
  return format.format(opening).replace(/[\u00a0\u202f]/g, " ");
}

/** Whether agents are there at this moment, and since when they are again, for whoever runs Tickline. */
export function standingInWords(schedule: Schedule, at: Date): string {
  const zones = [...new Set(schedule.hours.map(({ zone }) => zone))].join(" and ");
  const opening = openingAfter(schedule, at);
  if (opening) {
    const when = openingInWords(schedule, opening, { language: "en", phone: null });
    return `By the clock of ${zones}, agents are there again from ${when}.`;
  }
  if (isOpen(schedule, at)) return `By the clock of ${zones}, agents are there now.`;
  return `By the clock of ${zones}, nobody is there in the next sixty days, and customers hear nothing of hours.`;
}
