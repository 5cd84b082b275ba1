import type { ConfiguredTwilio } from "../../../config/env.ts";
import type { StatusUpdate } from "../../../domain/message-status.ts";
import { providerMoment } from "../../../domain/provider-moment.ts";
import { CHANNELS } from "../../../domain/providers.ts";
import { UpstreamError } from "../../../errors.ts";
import type { LoggedInbound, LoggedSpan, Span, ToldByLog } from "../../channel.ts";
import { errorWords } from "../../told-status.ts";
import type { TwilioClient } from "../client.ts";
import { ownAddress } from "../own-address.ts";
import { parseInbound } from "../parse-inbound.ts";
import { errorCodeOf, twilioStatus } from "../parse-status.ts";

/** Twilio lists a thousand at most. */
const PAGE = 500;
/** Nobody has as many in the shortest span there is, a second: then the next pages are read as well. */
const MOST_PAGES = 10;
const SHORTEST_MS = 1000;

/** As many files as a message of Twilio's has. */
const MOST_FILES = 10;

type FirstPage = Awaited<ReturnType<TwilioClient["messages"]["page"]>>;
type Page = NonNullable<Awaited<ReturnType<FirstPage["nextPage"]>>>;
type Entry = Page["instances"][number];

type Asked = { twilio: ConfiguredTwilio; span: Span };

/**
 * What Twilio's log has of a span. Its dates are whole seconds, and its order is Twilio's: what is asked for at once is put in order here.
 * @throws {UpstreamError}
 * @see https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
 */
export async function listLog(client: TwilioClient, asked: Asked): Promise<LoggedSpan | "too-many"> {
  const entries = await entriesOf(client, asked.span);
  if (entries === "too-many") return entries;
  // The sort keeps the order of equals: newest first is how Twilio lists them.
  const found = entries
    .map((entry) => ({ entry, at: sentAt(entry) }))
    .filter((one): one is Dated => one.at !== null && one.at >= asked.span.from && one.at < asked.span.until)
    .reverse()
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const own = new Set(CHANNELS.map((channel) => ownAddress(asked.twilio, channel)));
  return {
    inbound: found
      .filter(({ entry }) => entry.direction === "inbound" && own.has(entry.to))
      .map((one) => inboundOf(client, asked.twilio, one)),
    statuses: found.filter(({ entry }) => entry.direction !== "inbound").flatMap(statusOf),
    newestAt: found.at(-1)?.at ?? null,
  };
}

type Dated = { entry: Entry; at: Date };

async function entriesOf({ messages }: TwilioClient, { from, until }: Span): Promise<Entry[] | "too-many"> {
  const pages = until.getTime() - from.getTime() > SHORTEST_MS ? 1 : MOST_PAGES;
  const found: Entry[] = [];
  let page: Page | undefined = await messages.page({
    dateSentAfter: from,
    dateSentBefore: until,
    pageSize: PAGE,
  });
  for (let read = 1; page; read += 1) {
    found.push(...page.instances);
    if (page.nextPageUrl && read >= pages) return "too-many";
    page = await page.nextPage();
  }
  return found;
}

function sentAt({ dateSent, dateCreated }: Entry): Date | null {
  return providerMoment(Number(dateSent ?? dateCreated));
}

function inboundOf(
  client: TwilioClient,
  { accountSid }: ConfiguredTwilio,
  { entry, at }: Dated,
): LoggedInbound {
  const { sid, from, to, body } = entry;
  return {
    messageId: sid,
    from,
    body,
    at,
    async read(): Promise<ToldByLog> {
      const files = entry.numMedia === "0" ? [] : await filesOf(client, sid);
      // As the webhook's form would say it; what else that tells, such as names and places, is in no log.
      const form: Record<string, string> = {
        MessageSid: sid,
        AccountSid: accountSid,
        From: from,
        To: to,
        Body: body,
        NumMedia: String(files.length),
      };
      for (const [n, file] of files.entries()) {
        form[`MediaContentType${n}`] = file.contentType;
        form[`MediaUrl${n}`] =
          `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${file.sid}`;
      }
      const { messageId, message } = parseInbound(form);
      if (message) Object.assign(message, { sentAt: at, isRecovered: true });
      const raw = new URLSearchParams(form).toString();
      return { messageId, message, raw, beside: { webhook: "twilio/whatsapp" } };
    },
  };
}

/** The files of a message; none where it, or they, were deleted since. */
async function filesOf(client: TwilioClient, sid: string): Promise<{ sid: string; contentType: string }[]> {
  try {
    return await client.messages(sid).media.list({ limit: MOST_FILES, pageSize: MOST_FILES });
  } catch (error) {
    if (error instanceof UpstreamError && error.status === 404) return [];
    throw error;
  }
}

function statusOf({ entry, at }: Dated): StatusUpdate[] {
  const status = twilioStatus(entry.status);
  if (!status) return [];
  const changedAt = providerMoment(Number(entry.dateUpdated)) ?? at;
  return [
    {
      provider: "twilio",
      logId: null,
      messageId: entry.sid,
      status,
      at: status === "sent" ? at : changedAt,
      errorCode: errorCodeOf(String(entry.errorCode ?? "")),
      errorMessage: errorWords(entry.errorMessage ?? undefined),
    },
  ];
}
