import type { OutboundMessage } from "../../domain/message.ts";
import { withoutIsolates } from "../../domain/replies/fill.ts";
import type { Logged } from "../channel.ts";
import type { TwilioClient } from "./client.ts";
import { twilioStatus } from "./parse-status.ts";
import { textOf } from "./text-of.ts";

/** The clocks of two companies differ; a message can seem older than our handing it over. */
const CLOCK_SKEW_MS = 10 * 60_000;

/** Nobody was sent so many messages by one sender within minutes; and a look must end. */
const PAGE = 100;
const PAGES = 10;

type FirstPage = Awaited<ReturnType<TwilioClient["messages"]["page"]>>;
type Page = NonNullable<Awaited<ReturnType<FirstPage["nextPage"]>>>;
type Entry = Page["instances"][number];

/**
 * What Twilio's log has of ours to the message's receiver since a moment; "unknown" where that is more than anybody reads. Newest first is
 * how Twilio lists them, so a page without any ends the look. What waits to be sent has no date of sending yet: it is told by that of its making.
 * @throws {UpstreamError}
 */
export async function readLog(
  messages: TwilioClient["messages"],
  { message, from, since }: { message: OutboundMessage; from: string | undefined; since: Date },
): Promise<Logged[] | "unknown"> {
  const earliest = since.getTime() - CLOCK_SKEW_MS;
  const found: Entry[] = [];
  let page: Page | undefined = await messages.page({ to: message.to, ...(from && { from }), pageSize: PAGE });
  for (let read = 1; page; read += 1) {
    const recent = page.instances.filter(({ dateCreated }) => dateCreated.getTime() >= earliest);
    found.push(...recent.filter(({ direction }) => direction.startsWith("outbound")));
    if (recent.length === 0) break;
    if (read === PAGES && page.nextPageUrl) return "unknown";
    page = await page.nextPage();
  }
  return found.map((entry) => ({
    messageId: entry.sid,
    status: twilioStatus(entry.status) ?? "accepted",
    hasItsWords: saysIt(entry, message),
  }));
}

/** Its text is Twilio's own copy; a template is Twilio's to write out, and known by the words that were given for it. */
function saysIt({ body, numMedia }: Entry, { content, templateText }: OutboundMessage): boolean {
  if ("variables" in content) {
    const values = Object.values(content.variables).filter((value) => value.trim());
    const words = values.length > 0 ? values : [templateText ?? ""].filter(Boolean);
    return words.length > 0 && words.every((word) => body.includes(word));
  }
  if ("mediaUrl" in content) return body === (content.caption ?? "") && numMedia !== "0";
  return withoutIsolates(body) === withoutIsolates(textOf(content));
}
