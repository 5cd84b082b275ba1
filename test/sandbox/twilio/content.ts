import { type Answer, asObject, type Form, first, type UpstreamCall } from "../upstreams/call.ts";
import { newSid, twilioError } from "./message.ts";

/** A template of the account, each of its types one way in which it is shown. */
export type StoredContent = {
  sid: string;
  types: Record<string, Record<string, unknown>>;
  friendlyName?: string;
  language?: string;
  variables?: Record<string, unknown>;
  /** What WhatsApp says of it; absent while it has not been asked. */
  approval?: { status: string; category: string; rejection_reason?: string };
};

/** What the Content API works on. */
export type ContentAccount = { accountSid: string; contents: StoredContent[] };

/** Answers a call to content.twilio.com, which lists, makes and reads Contents, and asks WhatsApp to approve them. */
export function answerContent(account: ContentAccount, call: UpstreamCall): Answer {
  const { contents } = account;
  const { method, path } = call;
  if (path === "/v1/Content")
    return method === "POST" ? creation(account, call) : list(account, call, resource);
  if (path === "/v1/ContentAndApprovals" && method === "GET") return list(account, call, withApproval);
  const [, sid, part] =
    /^\/v1\/Content\/(HX[0-9a-f]{32})(\/ApprovalRequests(?:\/whatsapp)?)?$/.exec(path) ?? [];
  const content = contents.find((one) => one.sid === sid);
  if (!content) return twilioError(404, 20404);
  if (part === "/ApprovalRequests/whatsapp" && method === "POST") return submission(content, call);
  if (method !== "GET") return twilioError(405, 20004, "Method not allowed");
  return { status: 200, body: part ? approvalsOf(account, content) : resource(account, content) };
}

function list(account: ContentAccount, { path, query }: UpstreamCall, shownAs: typeof withApproval): Answer {
  const size = Number(first(query, "PageSize") ?? 50);
  const page = Number(first(query, "Page") ?? 0);
  const shown = account.contents.slice(page * size, (page + 1) * size);
  const next = `https://content.twilio.com${path}?PageSize=${size}&Page=${page + 1}`;
  const next_page_url = account.contents.length > (page + 1) * size ? next : null;
  const meta = { key: "contents", page, page_size: size, next_page_url };
  return { status: 200, body: { contents: shown.map((one) => shownAs(account, one)), meta } };
}

function withApproval(account: ContentAccount, content: StoredContent): Record<string, unknown> {
  const { url: _, links: __, ...shown } = resource(account, content);
  const { type: ___, ...approval_requests } = approvalsOf(account, content).whatsapp;
  const content_type = content.approval ? Object.keys(content.types)[0] : "";
  return { ...shown, approval_requests: { category: "", content_type, ...approval_requests } };
}

function creation(account: ContentAccount, { body }: UpstreamCall): Answer {
  const { friendly_name, language, types, variables } = asObject(body);
  if (typeof language !== "string" || !types)
    return twilioError(400, 20001, "language and types are required");
  const content: StoredContent = {
    sid: newSid("HX"),
    // The parsed JSON of a Content's types, which hold members of their own.
    types: asObject(types) as StoredContent["types"],
    language,
    friendlyName: String(friendly_name),
    variables: asObject(variables),
  };
  account.contents.push(content);
  return { status: 201, body: resource(account, content) };
}

function submission(content: StoredContent, { body }: UpstreamCall): Answer {
  const { name, category } = asObject(body);
  if (!/^[a-z0-9_]+$/.test(String(name)) || !category)
    return twilioError(400, 20001, "Invalid name or category");
  if (content.approval) return twilioError(400, 20001, "Content was submitted before");
  content.approval = { status: "received", category: String(category) };
  const allow_category_change = true;
  return {
    status: 201,
    body: { name, content_type: "twilio/text", ...content.approval, allow_category_change },
  };
}

function approvalsOf({ accountSid }: ContentAccount, { sid, friendlyName, approval }: StoredContent) {
  const whatsapp = {
    type: "whatsapp",
    name: friendlyName ?? "",
    rejection_reason: "",
    status: "unsubmitted",
  };
  const url = `https://content.twilio.com/v1/Content/${sid}/ApprovalRequests`;
  return { sid, account_sid: accountSid, whatsapp: { ...whatsapp, ...approval }, url };
}

function resource({ accountSid }: ContentAccount, content: StoredContent) {
  const url = `https://content.twilio.com/v1/Content/${content.sid}`;
  return {
    sid: content.sid,
    account_sid: accountSid,
    friendly_name: content.friendlyName ?? "a template",
    language: content.language ?? "en",
    variables: content.variables ?? {},
    types: content.types,
    url,
    links: {
      approval_fetch: `${url}/ApprovalRequests`,
      approval_create: `${url}/ApprovalRequests/whatsapp`,
    },
    date_created: "2026-01-05T09:00:00Z",
    date_updated: "2026-01-05T09:00:00Z",
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
