import { type SettingName, shapeOf } from "./config/settings.ts";
import { counted } from "./domain/counted.ts";
import type { Refusal } from "./domain/notes/refusal.ts";
import type { Upstream } from "./domain/providers.ts";

/** An error of ours, whose message names things and cures and is fit for a log: no value, number, secret or SQL in it. */
export abstract class KnownError extends Error {}

type NotConfiguredDetails = {
  upstream?: Upstream;
  invalid?: readonly SettingName[];
  isOneEnough?: boolean;
  orElse?: readonly SettingName[];
};

/** A provider that the environment configures only in part, or not at all. */
export class NotConfiguredError extends KnownError {
  override name = "NotConfiguredError";
  /** Whose tasks cannot run for now. */
  readonly upstream: Upstream | undefined;
  /**
   * @param details.invalid the settings that are set, but malformed
   * @param details.isOneEnough any one of the settings will do
   * @param details.orElse settings that would do as well, all together
   */
  constructor(
    what: string,
    settings: readonly SettingName[],
    { upstream, invalid = [], isOneEnough = false, orElse = [] }: NotConfiguredDetails = {},
  ) {
    const named = (name: SettingName) => (invalid.includes(name) ? malformed(name) : name);
    const missing = settings.map(named).join(isOneEnough ? " or " : ", ");
    const other = orElse.length > 0 ? `; or else ${orElse.map(named).join(", ")}` : "";
    super(`${what} is not configured: set ${missing}${other}`);
    this.upstream = upstream;
  }
}

const malformed = (name: SettingName) => `${name} (what is set is malformed: it must be ${shapeOf(name)})`;

/** A setting whose value can only be a mistake. The message names it and the cure. */
export class SettingError extends KnownError {
  override name = "SettingError";
}

/** The caller is not who it must be. */
export class SignatureError extends KnownError {
  override name = "SignatureError";
}

/** The bearer token is missing, or none of ours. */
export class BearerError extends KnownError {
  override name = "BearerError";
}

/** The visitor of the console did not show its password. */
export class PasswordError extends KnownError {
  override name = "PasswordError";
}

/** Too many wrong passwords came from there: for a while, the right one does not help either. */
export class LockedOutError extends KnownError {
  override name = "LockedOutError";
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super("too many wrong passwords came from this address");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Who asks is known, and may not do this. The message says who may. */
export class NotAllowedError extends KnownError {
  override name = "NotAllowedError";
}

/** A form or a call for work that another site sent, or a password that would travel in the open. The message says which. */
export class ForeignFormError extends KnownError {
  override name = "ForeignFormError";
}

/** The shared token of a subscription is another. */
export class TokenError extends KnownError {
  override name = "TokenError";
}

/** An authentic call for an account that is not ours. */
export class ForeignAccountError extends KnownError {
  override name = "ForeignAccountError";
}

/** An authentic call that is not what its sender documents. The message names the field, never its value. */
export class PayloadError extends KnownError {
  override name = "PayloadError";
}

/** One thing that is wrong with what was asked for, by its path, such as `participants[0].address`. */
export type Problem = { path: string; message: string };

/** Of a long list no more problems are told: as many may be wrong besides. */
const PROBLEMS_TOLD = 1_000;

/** What somebody with our key asked for and cannot have, with everything that is wrong with it. A path may hold a word of the caller's, so the list is for the answer alone. */
export class InvalidInputError extends KnownError {
  override name = "InvalidInputError";
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super(
      problems.length === 1
        ? "One thing is wrong"
        : `${counted(problems.length, PROBLEMS_TOLD)} things are wrong`,
    );
    this.problems = problems;
  }
}

/** What was asked for is well-formed, and the provider will not have it. The message says why, in our words. */
export class RefusedError extends KnownError {
  override name = "RefusedError";
  readonly because: "missing" | "conflict" | "refused";
  /** The provider's own error code, or ours where a program must tell one refusal from another. */
  readonly code: string | undefined;
  /** What the message says, for whoever says it in another language. */
  readonly refusal: Refusal | undefined;
  constructor(
    message: string,
    details: { because: RefusedError["because"]; code?: string; cause?: unknown; refusal?: Refusal },
  ) {
    super(message, { cause: details.cause });
    this.because = details.because;
    this.code = details.code;
    this.refusal = details.refusal;
  }
}

/** The answer to a call upstream was lost, and what it asked for may have been done. The message says where to look. */
export class UnconfirmedError extends KnownError {
  override name = "UnconfirmedError";
}

/** More bytes or fields than we read. */
export class TooLargeError extends KnownError {
  override name = "TooLargeError";
}

/** A body of a type that this route does not read. */
export class ContentTypeError extends KnownError {
  override name = "ContentTypeError";
}

/** The database did not confirm in time: nothing may be acknowledged. */
export class NotDurableError extends KnownError {
  override name = "NotDurableError";
}

/** The database refused what we said. Its message carries the SQLSTATE only. */
export class StatementError extends KnownError {
  override name = "StatementError";
}

/** The database lacks a migration that this code needs. */
export class MigrationMissingError extends KnownError {
  override name = "MigrationMissingError";
}

/** A task whose workers died, each time, before they settled it. */
export class AbandonedError extends KnownError {
  override name = "AbandonedError";
}

/** A task whose lease ran out and which another worker has: whatever comes of it here does not count. */
export class TakenOverError extends KnownError {
  override name = "TakenOverError";
}

/** What a task needs may be there in a moment. Nobody's failure: its attempt does not count, and nobody else waits. */
export class NotYetError extends KnownError {
  override name = "NotYetError";
  readonly inSeconds: number;
  constructor(message: string, { inSeconds }: { inSeconds: number }) {
    super(message);
    this.inSeconds = inSeconds;
  }
}

/**
 * Why a call upstream has no good answer, by what it means for trying again:
 * - "unreachable": it never arrived; - "unanswered": it may have been processed; - "unavailable": it failed over there (5xx);
 * - "throttled": it was not processed; - "unauthorized": no call will work; - "away": neither will, until somebody pays, moves or unlocks
 * the account; - "rejected": this one never will.
 */
export type UpstreamFailure =
  | "unreachable"
  | "unanswered"
  | "unavailable"
  | "throttled"
  | "unauthorized"
  | "away"
  | "rejected";

type UpstreamErrorDetails = {
  status?: number;
  /** The provider's own error code, such as Twilio's 63016. */
  code?: string;
  /** What the provider says in words. For the database and agents, not for logs and answers. */
  reason?: string;
  retryAfterSeconds?: number | undefined;
  /** Whom a throttle concerns: one ticket or customer, or every call upstream, unless told otherwise. */
  scope?: "one" | "all";
  cause?: unknown;
};

/** A call upstream that did not end well. Its message names the upstream, the failure and the code only. */
export class UpstreamError extends KnownError {
  override name = "UpstreamError";
  readonly upstream: Upstream;
  readonly failure: UpstreamFailure;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly reason: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly scope: "one" | "all";
  constructor(upstream: Upstream, failure: UpstreamFailure, details: UpstreamErrorDetails = {}) {
    const { status, code, cause } = details;
    super([upstream, failure, status && `HTTP ${status}`, code && `code ${code}`].filter(Boolean).join(" "), {
      cause,
    });
    this.upstream = upstream;
    this.failure = failure;
    this.status = status;
    this.code = code;
    this.reason = details.reason;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.scope = details.scope ?? "all";
  }

  /** What was asked for is refused, while our credentials are good for other things. */
  get isRefusal(): boolean {
    return this.failure === "rejected" || (this.failure === "unavailable" && this.status === 403);
  }
}
