import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod/mini";
import { UsageError } from "../shared/usage-error.ts";
import { SendError } from "./errors.ts";
import type { Deployment } from "./options.ts";

/** Waits before a call is made again, when it was not answered or could not be done for now. */
const WAITS_SECONDS = [1, 2, 4];
const LONGEST_WAIT_SECONDS = 30;
/** Nobody is at the address, and nobody will be in a second. */
const NOBODY: ReadonlySet<string> = new Set(["ECONNREFUSED", "ENOTFOUND"]);
/** A call with 100,000 recipients is stored within a minute or so. */
const TIMEOUT_MS = 300_000;

const count = z.number();
const time = z.nullable(z.string());
const skipped = z.array(z.object({ to: z.string(), reason: z.string() }));

/** What our API answers, as far as this command reads it. */
export const ANSWERS = {
  accepted: z.object({ batchId: z.string(), accepted: count, skipped }),
  dryRun: z.object({
    dryRun: z.literal(true),
    accepted: count,
    skipped,
    messages: z.array(z.object({ to: z.string(), text: z.string() })),
  }),
  progress: z.object({
    total: count,
    queued: count,
    sent: count,
    delivered: count,
    read: count,
    failed: count,
    canceled: count,
    unconfirmed: count,
    acceptedAt: time,
    sendAt: time,
    estimatedEndAt: time,
  }),
  recipients: z.object({
    recipients: z.array(
      z.object({
        position: z.nullable(count),
        id: z.nullable(z.string()),
        status: z.string(),
        reason: z.nullable(z.string()),
        nextStep: z.nullable(z.string()),
      }),
    ),
    nextCursor: z.nullable(z.string()),
  }),
  canceled: z.object({ canceled: count }),
  retried: z.object({ retried: count }),
};

export type Accepted = z.infer<typeof ANSWERS.accepted>;
export type Progress = z.infer<typeof ANSWERS.progress>;
export type Recipient = z.infer<typeof ANSWERS.recipients>["recipients"][number];

const refusal = z.object({
  error: z._default(z.string(), ""),
  problems: z._default(z.array(z.object({ path: z.string(), message: z.string() })), []),
});

type Call<T> = {
  method: "GET" | "POST" | "DELETE";
  answer: z.ZodMiniType<T>;
  query?: Record<string, string>;
  /** A body, and the key by which the API knows it again. */
  send?: { body: string; key?: string };
};

/**
 * What our API answers to a call. One that was not answered, or could not be done for now, is made again: each may be.
 * @throws {UsageError} when what was asked for is wrong
 * @throws {SendError} when it could not be done
 */
export async function callApi<T>({ url, apiKey }: Deployment, call: Call<T>): Promise<T> {
  const address = `${url}/api/messages?${new URLSearchParams(call.query)}`;
  const { body, key } = call.send ?? {};
  const request = {
    method: call.method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(key !== undefined && { "idempotency-key": key }),
    },
    body,
    redirect: "manual" as const,
  };
  for (const waitSeconds of [...WAITS_SECONDS, null]) {
    const response = await fetch(address, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
      (error: unknown) =>
        waitSeconds === null || NOBODY.has(codeOf(error)) ? unreachable(url, error) : null,
    );
    const isForNow = response === null || response.status === 429 || response.status >= 500;
    if (!isForNow || waitSeconds === null) return read(url, response, call.answer);
    const asked = Number(response?.headers.get("retry-after") ?? 0) || 0;
    await response?.body?.cancel();
    await sleep(Math.min(Math.max(waitSeconds, asked), LONGEST_WAIT_SECONDS) * 1000);
  }
  throw new Error("the last try either answers or throws");
}

async function read<T>(url: string, response: Response | null, answer: z.ZodMiniType<T>): Promise<T> {
  const status = response?.status ?? 0;
  if (status >= 300 && status < 400)
    throw new SendError(
      `${url} redirects elsewhere: set PUBLIC_BASE_URL, or --url, to the address it leads to`,
    );
  const json: unknown = await response?.json().catch(() => undefined);
  if (status >= 400) throw refusalOf(url, status, json);
  const parsed = answer.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new SendError(
    `${url} does not answer as Tickline does: check PUBLIC_BASE_URL, or --url, and its version`,
  );
}

function refusalOf(url: string, status: number, json: unknown): Error {
  const { error, problems } = refusal.safeParse(json).data ?? { error: "", problems: [] };
  if (problems.length > 0) return new UsageError(problems.map(inFlags).join("\n"));
  if (status === 401)
    return new SendError(`API_KEY is not the one of ${url}: set it to the deployment's API_KEY`);
  if (status === 409)
    return new SendError(
      "The same was accepted before, with another --send-at: add --run <name> to send it once more",
    );
  if (status === 404 && !error)
    return new SendError(`${url} has no /api/messages: check PUBLIC_BASE_URL, or --url`);
  return new SendError(`${url} answered ${status}: ${error || "without a reason, so look into its log"}`);
}

const FLAGS: Record<string, string> = {
  batch: "the batch id",
  contentSid: "--content",
  mediaUrl: "--media",
  sendAt: "--send-at",
  variables: "--var",
};

/** The API's problem, by the flag that its field came from. */
function inFlags({ path, message }: { path: string; message: string }): string {
  const [field = ""] = path.split(/[.[]/);
  return `${FLAGS[field] ?? `--${field}`} ${message}${field === path ? "" : ` (${path})`}`;
}

function unreachable(url: string, error: unknown): never {
  throw new SendError(
    `${url} cannot be reached (${codeOf(error)}): check PUBLIC_BASE_URL, or --url, and run this again`,
    { cause: error },
  );
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "no answer";
}
