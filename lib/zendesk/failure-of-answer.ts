import type { UpstreamFailure } from "../errors.ts";
import { failureOf } from "../http/upstream.ts";

/** What Zendesk says in JSON and on its page alike where no account is, or none any more. A ticket that is not there is "RecordNotFound". */
const NO_ACCOUNT = /\bNo help desk at\b/i;

/** What an answer of Zendesk's means for trying again, and why where that is ours to say; null for success. A redirect is never followed. */
export function failureOfAnswer(
  { status, headers }: Response,
  text: string,
): { failure: UpstreamFailure; reason?: string } | null {
  if (status >= 300 && status < 400) {
    const { host } = URL.parse(headers.get("location") ?? "") ?? {};
    const where = host ? `at ${host}` : "elsewhere";
    return { failure: "away", reason: `the help desk is ${where} now: set ZENDESK_SUBDOMAIN` };
  }
  if (status === 404 && NO_ACCOUNT.test(text)) {
    return { failure: "away", reason: "there is no help desk at this address: was it renamed or canceled?" };
  }
  const failure = failureOf(status);
  return failure && { failure };
}
