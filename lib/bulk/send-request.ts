import * as z from "zod/mini";
import { problemsOf } from "../domain/problems.ts";
import { CHANNELS, type Channel, PROVIDERS, type Provider } from "../domain/providers.ts";
import { storable } from "../domain/text.ts";
import type { Problem } from "../errors.ts";
import { parseRecipients, type Recipients, stored, variables } from "./parse-recipients.ts";

/** What a caller of `POST /api/messages` asks for, well-formed in itself. */
export type SendRequest = {
  recipients: Recipients;
  /** What all recipients have of a template's variables, unless they have their own. */
  variables: Record<string, string>;
  body: string | undefined;
  contentSid: string | undefined;
  template: { name: string; language: string } | undefined;
  mediaUrl: string | undefined;
  channel: Channel;
  provider: Provider | undefined;
  sendAt: Date | null;
  requiresAck: boolean;
  approval: { reference: string; ticketId: string | null } | null;
  dryRun: boolean;
};

/** Problems that are told at most: a list of 100,000 may have as many. */
const TOLD = 1_000;

const text = (max: number) =>
  z.pipe(
    stored(),
    z
      .string()
      .check(
        z.trim(),
        z.minLength(1, "must not be empty"),
        z.maxLength(max, { error: () => `takes ${max.toLocaleString("en")} characters at most` }),
      ),
  );
const file = () => z.pipe(z.url({ protocol: /^https$/ }), z.transform(storable));
const flag = z._default(z.union([z.boolean(), z.stringbool()]), false);

const schema = z.strictObject({
  to: z.pipe(
    z.transform(listIn),
    z
      .custom<unknown[]>(
        Array.isArray,
        'must be a number, a list of numbers, or a list of { "to", "variables" }',
      )
      .check(z.minLength(1, "must name somebody")),
  ),
  body: z.optional(text(4096)),
  contentSid: z.optional(
    z.string().check(z.regex(/^HX[0-9a-f]{32}$/, "must be HX and 32 hexadecimal digits")),
  ),
  template: z.optional(
    z.strictObject({
      name: z.string().check(z.regex(/^[a-z0-9_]{1,512}$/)),
      language: z.string().check(z.regex(/^[a-z]{2,3}(_[A-Z]{2})?$/)),
    }),
  ),
  variables: z.optional(variables),
  mediaUrl: z.optional(
    z.union(
      [file(), z.array(file()).check(z.maxLength(1, "takes one file a message"))],
      "must be an https address",
    ),
  ),
  channel: z._default(z.enum(CHANNELS), "whatsapp"),
  provider: z.optional(z.enum(PROVIDERS)),
  sendAt: z.optional(
    z.iso.datetime({
      offset: true,
      error: "must be ISO 8601 with a time zone, such as 2026-12-24T09:00:00Z",
    }),
  ),
  requiresAck: flag,
  approval: z.optional(
    z.strictObject({
      reference: z
        .string()
        .check(z.regex(/^[\w.-]{1,50}$/, "takes letters, digits, dots, dashes and underscores")),
      ticketId: z.optional(
        z.pipe(z.union([z.string().check(z.regex(/^\d{1,20}$/)), z.int()]), z.transform(String)),
      ),
    }),
  ),
  dryRun: flag,
});

/**
 * The request in `given`, or everything that is wrong with it, by path.
 */
export function parseSendRequest(
  given: unknown,
  now = new Date(),
): { request: SendRequest } | { problems: Problem[] } {
  const parsed = schema.safeParse(given);
  const to = typeof given === "object" && given !== null && "to" in given ? listIn(given.to) : undefined;
  // Where something else is wrong, they are looked at all the same.
  const { recipients, issues } = parseRecipients(Array.isArray(to) ? to : [], TOLD);
  const found = [...issues, ...(parsed.error?.issues ?? [])];
  if (!parsed.success || found.length > 0) return { problems: problemsOf(found.slice(0, TOLD)) };
  const problems = contradictions(parsed.data, now);
  return problems.length > 0 ? { problems } : { request: requestOf(parsed.data, recipients) };
}

/** One recipient may stand alone. */
function listIn(to: unknown): unknown {
  return typeof to === "string" ? [to] : to;
}

type Parsed = z.infer<typeof schema>;

/** What each field allows and all of them together do not. */
function contradictions(
  { body, contentSid, template, mediaUrl, channel, provider, sendAt, variables }: Parsed,
  now = new Date(),
): Problem[] {
  const media = [mediaUrl ?? []].flat();
  const said = [body !== undefined || media.length > 0, contentSid !== undefined, template !== undefined];
  const problem = (path: string, message: string, isOne: boolean) => (isOne ? [{ path, message }] : []);
  const mayGoBy = (one: Provider) => provider === undefined || provider === one;
  return [
    ...problem(
      "body",
      "send one of body (or mediaUrl), contentSid and template",
      said.filter(Boolean).length !== 1,
    ),
    ...problem(
      "variables",
      "belong to contentSid or template",
      variables !== undefined && !contentSid && !template,
    ),
    ...problem(
      "contentSid",
      "is Twilio's: leave out provider, or set it to twilio",
      contentSid !== undefined && !mayGoBy("twilio"),
    ),
    ...problem(
      "template",
      "is Meta's: leave out provider, or set it to meta",
      template !== undefined && !mayGoBy("meta"),
    ),
    ...problem(
      "channel",
      "sms goes through twilio",
      channel === "sms" && (!mayGoBy("twilio") || template !== undefined),
    ),
    ...problem(
      "sendAt",
      "must lie ahead, by a year at most",
      sendAt !== undefined && !isAhead(new Date(sendAt), now),
    ),
  ];
}

const YEAR_MS = 366 * 24 * 60 * 60 * 1000;

function isAhead(at: Date, now: Date): boolean {
  return at > now && at.getTime() - now.getTime() < YEAR_MS;
}

function requestOf(parsed: Parsed, recipients: Recipients): SendRequest {
  const {
    to,
    variables = {},
    approval,
    sendAt,
    mediaUrl,
    body,
    contentSid,
    template,
    provider,
    ...rest
  } = parsed;
  return {
    ...rest,
    recipients,
    variables,
    body,
    contentSid,
    template,
    provider,
    mediaUrl: [mediaUrl ?? []].flat()[0],
    sendAt: sendAt === undefined ? null : new Date(sendAt),
    approval: approval ? { reference: approval.reference, ticketId: approval.ticketId ?? null } : null,
  };
}
