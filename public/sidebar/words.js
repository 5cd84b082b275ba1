let locale;

/** Times and languages are written as the agent reads them. */
export function speak(given) {
  try {
    [locale] = Intl.getCanonicalLocales(given ?? []);
  } catch {
    locale = undefined;
  }
}

/** The time of today, else with its day. */
export function moment(iso) {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(
    locale,
    isToday ? { timeStyle: "short" } : { dateStyle: "short", timeStyle: "short" },
  );
}

/** A language's name: "Spanish" of es, "Brazilian Portuguese" of pt_BR. */
export function languageName(code) {
  try {
    return new Intl.DisplayNames(locale ?? "en", { type: "language" }).of(code.replaceAll("_", "-")) ?? code;
  } catch {
    return code;
  }
}

export const CHANNELS = { whatsapp: "WhatsApp", sms: "SMS" };
export const PROVIDERS = { twilio: "Twilio", meta: "Meta" };

/** What is left of the window, to the second in its last hour. */
export function timeLeft(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${seconds % 60} s`;
}
