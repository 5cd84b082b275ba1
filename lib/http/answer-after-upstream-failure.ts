import { UPSTREAM_NAMES } from "../domain/providers.ts";
import type { RefusedError, UpstreamError } from "../errors.ts";
import type { Answer } from "./answer.ts";

type Told = [status: number, outcome: string, sentence: string, more?: Partial<Answer>];

/** For a provider that does not say how long. */
const USUAL_REST_SECONDS = 5;

const STATUS_OF = { missing: 404, conflict: 409, refused: 422 } as const;

/** What a caller of our API hears when the provider will not do what was asked for. */
export function afterRefusal({ message, because, code }: RefusedError): Told {
  return [STATUS_OF[because], because, `${message}.`, code === undefined ? {} : { details: { code } }];
}

/** What a caller of our API hears when a call that it waits for has failed, with the code that makes it do the right thing. */
export function afterUpstreamFailure({
  upstream,
  failure,
  status,
  code,
  retryAfterSeconds,
}: UpstreamError): Told {
  const name = UPSTREAM_NAMES[upstream];
  const details = code === undefined ? {} : { details: { code } };
  switch (failure) {
    case "throttled": {
      const seconds = retryAfterSeconds ?? USUAL_REST_SECONDS;
      const headers = { "retry-after": String(seconds) };
      return [429, failure, `${name} throttles us: try again in ${seconds} s.`, { headers, ...details }];
    }
    case "unreachable":
      return [503, failure, `${name} cannot be reached, and nothing was done: try again.`];
    case "unanswered":
      return [504, failure, `${name}'s answer was lost: look there before you try again.`];
    case "unavailable":
      return [502, failure, `${name} failed with HTTP ${status ?? 500}: try again.`, details];
    case "unauthorized":
      return [502, failure, `${name} refuses our credentials: its settings are wrong here.`, details];
    case "away":
      return [
        502,
        failure,
        `${name} has suspended, moved or locked the account: set that right there.`,
        details,
      ];
    case "rejected":
      return [422, failure, `${name} refuses this with code ${code ?? status}.`, details];
    default:
      return failure satisfies never;
  }
}
