import { type Answer, type Form, first, type UpstreamCall } from "../upstreams/call.ts";
import { twilioError } from "./message.ts";

/** An approved template of the account, each of its types one way in which it is shown. */
export type StoredContent = { sid: string; types: Record<string, Record<string, unknown>> };

/** What the Content API works on. */
export type ContentAccount = { accountSid: string; contents: StoredContent[] };

/** Answers a call to content.twilio.com, which reads one Content. */
export function answerContent(
  { accountSid, contents }: ContentAccount,
  { method, path }: UpstreamCall,
): Answer {
  const [, sid] = /^\/v1\/Content\/(HX[0-9a-f]{32})$/.exec(path) ?? [];
  const content = contents.find((one) => one.sid === sid);
  if (!content) return twilioError(404, 20404);
  if (method !== "GET") return twilioError(405, 20004, "Method not allowed");
  const url = `https://content.twilio.com/v1/Content/${content.sid}`;
  return {
    status: 200,
    body: {
      sid: content.sid,
      account_sid: accountSid,
      friendly_name: "a template",
      language: "en",
      variables: {},
      types: content.types,
      url,
      links: {
        approval_fetch: `${url}/ApprovalRequests`,
        approval_create: `${url}/ApprovalRequests/whatsapp`,
      },
      date_created: "2026-01-05T09:00:00Z",
      date_updated: "2026-01-05T09:00:00Z",
    },
  };
}

/** The text that a Content makes of a send's variables; of one that is not stored, the variables themselves. */
export function renderContent({ contents }: ContentAccount, form: Form): string {
  const variables: Record<string, unknown> = JSON.parse(first(form, "ContentVariables") ?? "{}");
  const content = contents.find(({ sid }) => sid === first(form, "ContentSid"));
  const text = Object.values(content?.types ?? {}).find(({ body }) => typeof body === "string")?.body;
  if (text === undefined) return `Template: ${Object.values(variables).join(", ")}`;
  return String(text).replace(/\{\{(\w+)\}\}/g, (placeholder, name) =>
    String(variables[name] ?? placeholder),
  );
}
