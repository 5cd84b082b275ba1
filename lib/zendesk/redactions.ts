import { redacted } from "../domain/comment-text/redacted.ts";
import { textAsHtml } from "../domain/comment-text/text-as-html.ts";
import { UpstreamError } from "../errors.ts";
import type { Forgotten } from "../providers/channel.ts";
import { idOf, isMissing } from "./answers.ts";
import type { Call } from "./call.ts";
import type { Zendesk } from "./zendesk.ts";

type Redactions = Pick<Zendesk, "redactComment" | "redactSubject" | "forgetUser">;
type RawIdentity = { id: number | string; type: string };
type RawUser = { active?: boolean; role: string; external_id?: string | null };

/** What a file is called that was redacted, and cannot be once more. */
const REDACTED_FILE = "redacted.txt";

/** What we know an end user by: a number, Meta's user id, or a contact's id. Another was merged with ours, and may be somebody else. */
const OUR_EXTERNAL_ID = /^\+[0-9]+$|^[A-Z]{2}\.[A-Za-z0-9.]+$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NOT_OURS = "its external id is not of our making: it may be somebody else, and is left as it is";

/** Making Zendesk forget what a person wrote, and who they are. */
export function redactions(call: Call): Redactions {
  const get = async <T>(...path: (string | number)[]): Promise<T> =>
    call<T>(async (client, answered) => {
      await client.users.get(["users", ...path] as never);
      return answered();
    });

  return {
    /** In closed and archived tickets as well, unlike the older call. @see https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/ */
    async redactComment(ticketId, { id, htmlBody, plainBody, attachments }) {
      const urls = attachments.filter(({ filename }) => filename !== REDACTED_FILE).map(({ url }) => url);
      const html = redacted(htmlBody ?? textAsHtml(plainBody));
      if (html === null && urls.length === 0) return "forgotten";
      const body = {
        ticket_id: idOf(ticketId),
        ...(html !== null && { html_body: html }),
        ...(urls.length > 0 && { external_attachment_urls: urls }),
      };
      const redact = () => call((client) => client.tickets.put(["comment_redactions", id], body));
      return forgetting(() => redact().then(forgotten), {
        // It was listed a moment ago.
        404: "Zendesk redacts no comments here: is the Agent Workspace on?",
        422: "Zendesk does not redact it: is the Agent Workspace on?",
      });
    },

    redactSubject(ticketId, subject) {
      const update = () =>
        call((client) => client.tickets.put(["tickets", ticketId], { ticket: { subject } }));
      return forgetting(() => update().then(forgotten), {
        422: "the ticket is closed, and its subject cannot be changed any more",
      });
    },

    forgetUser(userId, name) {
      return forgetting(async () => {
        const { user } = await get<{ user: RawUser }>(idOf(userId));
        if (user.active === false) return "forgotten";
        if (user.role !== "end-user") return { refused: "an agent or admin in Zendesk is left as they are" };
        if (user.external_id && !OUR_EXTERNAL_ID.test(user.external_id)) return { refused: NOT_OURS };
        const nobody = { name, phone: null, external_id: null };
        await call((client) => client.users.put(["users", userId], { user: nobody }));
        const { identities } = await get<{ identities: RawIdentity[] }>(idOf(userId), "identities");
        for (const { id, type } of identities) {
          if (type === "phone_number") await removeIdentity(call, userId, String(id));
        }
        return "forgotten";
      });
    },
  };
}

async function removeIdentity(call: Call, userId: string, id: string): Promise<void> {
  try {
    await call((client) => client.useridentities.delete(userId as never, id as never));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** What else there is to refuse; none of Zendesk's own words, which may name a person. */
const REFUSALS: Record<number, string> = {
  403: "Zendesk does not let our user redact: on Enterprise its role must allow that, elsewhere agents must be allowed to delete tickets",
  422: "Zendesk does not take the change",
};

const forgotten = () => "forgotten" as const;

/** @throws {UpstreamError} when Zendesk fails for now */
async function forgetting(
  work: () => Promise<Forgotten>,
  refusals: Record<number, string> = {},
): Promise<Forgotten> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UpstreamError) || !error.isRefusal) throw error;
    const { status = 0 } = error;
    const refused = { ...REFUSALS, ...refusals }[status];
    if (refused) return { refused };
    return status === 404 ? "forgotten" : { refused: `Zendesk refuses it (HTTP ${status})` };
  }
}
