import { missingMigrations } from "../db/migrations.ts";
import {
  BearerError,
  ContentTypeError,
  ForeignAccountError,
  ForeignFormError,
  InvalidInputError,
  KnownError,
  LockedOutError,
  MigrationMissingError,
  NotAllowedError,
  NotConfiguredError,
  NotDurableError,
  PasswordError,
  PayloadError,
  RefusedError,
  SettingError,
  SignatureError,
  TokenError,
  TooLargeError,
  UnconfirmedError,
  UpstreamError,
} from "../errors.ts";
import type { Deps } from "../ports.ts";
import type { Answer, Refusals } from "./answer.ts";
import { afterRefusal, afterUpstreamFailure } from "./answer-after-upstream-failure.ts";

type Context = { route: string; refusals: Refusals; requestId: string; deps: Deps | undefined };

/** What a sender hears about an error: a constant sentence and the code that makes it do the right thing. */
export async function answerToError(error: unknown, { route, refusals, deps }: Context): Promise<Answer> {
  const answer = (status: number, outcome: string, body: string, more: Partial<Answer> = {}): Answer => {
    return { status, outcome, body, message: `${route}: ${outcome} - ${reasonOf(error)}`, ...more };
  };
  if (error instanceof SignatureError)
    return answer(refusals.unsigned, "signature-refused", "The signature is missing or wrong.");
  if (error instanceof BearerError) {
    const headers = { "www-authenticate": "Bearer" };
    return answer(401, "bearer-refused", "The bearer token is missing or wrong.", { headers });
  }
  if (error instanceof PasswordError) {
    const headers = { "www-authenticate": 'Basic realm="Tickline", charset="UTF-8"' };
    return answer(401, "password-refused", "The password is missing or wrong.", { headers });
  }
  if (error instanceof LockedOutError) {
    const minutes = Math.ceil(error.retryAfterSeconds / 60);
    const body = `Too many wrong passwords came from your address: wait ${minutes} minutes.`;
    return answer(429, "locked-out", body, { headers: { "retry-after": String(error.retryAfterSeconds) } });
  }
  if (error instanceof ForeignFormError) return answer(403, "foreign-form", `${error.message}.`);
  if (error instanceof NotAllowedError) return answer(403, "not-allowed", `${error.message}.`);
  if (error instanceof TokenError) return answer(403, "token-refused", "The verify token is wrong.");
  if (error instanceof ForeignAccountError)
    return answer(403, "foreign-account", "This call is for another account.");
  if (error instanceof NotConfiguredError || error instanceof SettingError) {
    return answer(503, "not-configured", `${error.message}.`);
  }
  if (error instanceof PayloadError) return answer(400, "malformed", `${error.message}.`);
  if (error instanceof InvalidInputError) {
    const { problems } = error;
    return answer(400, "invalid-input", `${error.message}.`, { details: { problems } });
  }
  if (error instanceof RefusedError) return answer(...afterRefusal(error));
  if (error instanceof UnconfirmedError) return answer(504, "unconfirmed", `${error.message}.`);
  if (error instanceof UpstreamError) return answer(...afterUpstreamFailure(error));
  if (error instanceof TooLargeError) return answer(413, "too-large", `Too large: ${error.message}.`);
  if (error instanceof ContentTypeError)
    return answer(415, "wrong-content-type", `Wrong content type: ${error.message}.`);
  if (error instanceof MigrationMissingError && deps) {
    const missing = await missingMigrations(deps.db).catch(() => []);
    const names = missing.join(", ") || "of an unknown name";
    return answer(503, "migration-missing", `The database lacks migration ${names}: run npm run migrate.`);
  }
  if (error instanceof NotDurableError) {
    return answer(refusals.notDurable, "not-durable", "The database did not confirm: send this again.");
  }
  return answer(refusals.notDurable, "failed", "This failed on our side: send it again.");
}

/** For the log. Our own errors name things, not values; a driver's or a library's may not, so theirs is its name and place. */
function reasonOf(error: unknown): string {
  if (error instanceof KnownError) return error.message;
  if (!(error instanceof Error)) return "something was thrown that is no error";
  return `${error.name} ${
    error.stack
      ?.split("\n")
      .find((line) => line.includes(" at "))
      ?.trim() ?? ""
  }`;
}
