import { KnownError } from "../errors.ts";
import { parseJson, redirected, retryAfterSeconds } from "../http/upstream.ts";

/** A call of a model's server that brought nothing to read. Its message is fit for a log: no word of what was asked or answered. */
export class ModelError extends KnownError {
  override name = "ModelError";
  /** Undefined where nothing came back. */
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  constructor(
    message: string,
    details: { status?: number; retryAfterSeconds?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.status = details.status;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** A list of every model there is takes one megabyte at the largest of servers; an answer takes far less. */
const MOST_BYTES = 5_000_000;

/**
 * A fetch for calls of a model's server, given up when `signal` says so: one attempt, redirects not followed. It resolves
 * to JSON alone, as `onAnswer` makes it.
 */
export function createModelFetch({
  upstreamOrigin,
  signal,
  onAnswer = (body) => body,
}: {
  upstreamOrigin: string | undefined;
  signal: AbortSignal;
  onAnswer?: (body: unknown) => unknown;
}): typeof fetch {
  return async (input, init) => {
    const target = redirected(input instanceof Request ? input.url : String(input), upstreamOrigin);
    const response = await reach(target, { ...init, redirect: "manual", signal });
    if (!response.ok) {
      await response.body?.cancel();
      throw refusal(response);
    }
    const body = parseJson(await readBounded(response));
    if (body === undefined) throw new ModelError("it answered in something that is no JSON");
    return Response.json(onAnswer(body));
  };
}

async function reach(target: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(target, init);
  } catch (cause) {
    const code = codeOf(cause);
    throw new ModelError(`it cannot be reached${code && ` (${code})`}`, { cause });
  }
}

function refusal({ status, headers }: Response): ModelError {
  return new ModelError(`${meaningOf(status)} (HTTP ${status})`, {
    status,
    retryAfterSeconds: retryAfterSeconds(headers),
  });
}

function meaningOf(status: number): string {
  if (status < 400) return "it redirects to another address";
  if (status === 401 || status === 403) return "it refused the key";
  if (status === 402) return "it wants to be paid first";
  if (status === 404) return "it does not know the address, or the model";
  if (status === 429) return "it takes no more calls for now";
  return status < 500 ? "it refused the question" : "it failed";
}

async function readBounded({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  try {
    for await (const chunk of body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > MOST_BYTES) break;
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (cause) {
    throw new ModelError("its answer broke off", { cause });
  }
  if (bytes > MOST_BYTES) throw new ModelError(`it answered in more than ${MOST_BYTES} bytes`);
  return text + decoder.decode();
}

/** Fetch hides what happened in the cause of its error. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}
