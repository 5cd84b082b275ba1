export type LogFields = Record<string, string | number | boolean | null | undefined>;

export type Log = {
  info(message: string, fields?: LogFields): void;
  /** Works, and will not for long. */
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** Bodies and other things that only a developer may see; silent unless `DEBUG=true` outside production. */
  debug(message: string, fields?: LogFields): void;
};

/** A log of one JSON line an event, as Vercel's log view shows it. No number unmasked, no message text. */
export function createLog({ debug }: { debug: boolean }): Log {
  const line = (level: string, message: string, fields: LogFields = {}) =>
    JSON.stringify({ level, message, ...fields });
  return {
    info: (message, fields) => console.log(line("info", message, fields)),
    warn: (message, fields) => console.warn(line("warn", message, fields)),
    error: (message, fields) => console.error(line("error", message, fields)),
    debug: (message, fields) => debug && console.log(line("debug", message, fields)),
  };
}
