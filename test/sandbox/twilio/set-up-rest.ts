import { type Answer, all, asObject, type Form, first, type UpstreamCall } from "../upstreams/call.ts";
import { fixedSid, twilioError } from "./message.ts";
import type { ConversationsWebhook, SetUp } from "./set-up.ts";

type Account = { accountSid: string; setUp: SetUp };
type Resource = Record<string, unknown>;

const NOT_FOUND = twilioError(404, 20404);
const NUMBERS = /^\/2010-04-01\/Accounts\/AC[0-9a-f]{32}\/IncomingPhoneNumbers(?:\/(PN[0-9a-f]{32}))?\.json$/;
const SERVICES = /^\/v1\/Services(?:\/(MG[0-9a-f]{32})(?:\/(PhoneNumbers|ChannelSenders))?)?$/;
const SENDERS = /^\/v2\/Channels\/Senders(?:\/(XE[0-9a-f]{32}))?$/;
const WEBHOOKS = /^\/v1\/(?:Services\/(IS[0-9a-f]{32})\/)?Configuration\/Webhooks$/;

/** Answers a call that reads or changes how the account is set up; undefined for any other call. */
export function answerSetUp(account: Account, call: UpstreamCall): Answer | undefined {
  const { accountSid, setUp } = account;
  const route = (host: string, pattern: RegExp) => (call.host === host ? pattern.exec(call.path) : null);
  if (call.host === "api.twilio.com" && call.path === `/2010-04-01/Accounts/${accountSid}.json`) {
    return shown({ sid: accountSid, friendly_name: "The account", ...setUp.account });
  }
  const number = route("api.twilio.com", NUMBERS);
  if (number) return incomingNumbers(account, call, number[1]);
  const sender = route("messaging.twilio.com", SENDERS);
  if (sender) return senders(account, call, sender[1]);
  const service = route("messaging.twilio.com", SERVICES);
  if (service) return services(account, call, service[1], service[2]);
  const webhooks = route("conversations.twilio.com", WEBHOOKS);
  if (webhooks) return conversationsWebhooks(account, call, webhooks[1]);
  if (call.host === "conversations.twilio.com" && call.path === "/v1/Configuration") {
    return shown({ account_sid: accountSid, default_chat_service_sid: setUp.conversations.defaultService });
  }
  return undefined;
}

function incomingNumbers({ accountSid, setUp }: Account, call: UpstreamCall, sid?: string): Answer {
  const resource = (one: Resource) => ({ ...one, account_sid: accountSid, capabilities: { sms: true } });
  if (sid) {
    const found = setUp.numbers.find((one) => one.sid === sid);
    return found ? changed(found, call, resource) : NOT_FOUND;
  }
  const wanted = first(call.query, "PhoneNumber");
  const found = setUp.numbers.filter(({ phone_number }) => !wanted || phone_number === wanted);
  return shown({ incoming_phone_numbers: found.map(resource), next_page_uri: null });
}

function senders({ setUp }: Account, call: UpstreamCall, sid?: string): Answer {
  if (!sid) return paged("senders", setUp.senders, call);
  const found = setUp.senders.find((one) => one.sid === sid);
  if (!found) return NOT_FOUND;
  if (call.method === "GET") return shown(found);
  const webhook = asObject(asObject(call.body).webhook);
  if (webhook.callback_method === "GET") return twilioError(400, 20001, "Invalid callback_method");
  // A JSON body of the update holds strings here.
  found.webhook = webhook as Record<string, string>;
  return { status: 202, body: { ...found, status: "ONLINE:UPDATING" } };
}

function services({ accountSid, setUp }: Account, call: UpstreamCall, sid?: string, part?: string): Answer {
  const resource = ({ members, ...one }: Resource) => ({
    ...one,
    account_sid: accountSid,
    validity_period: 14_400,
  });
  if (!sid) return paged("services", setUp.services.map(resource), call);
  const found = setUp.services.find((one) => one.sid === sid);
  if (!found) return NOT_FOUND;
  if (!part) return changed(found, call, resource);
  const isPhone = (member: string) => member.startsWith("+");
  if (part === "PhoneNumbers") {
    return paged(
      "phone_numbers",
      found.members
        .filter(isPhone)
        .map((phone_number) => ({ sid: fixedSid("PN", phone_number), phone_number })),
      call,
    );
  }
  const others = found.members.filter((member) => !isPhone(member));
  return paged(
    "senders",
    others.map((sender) => ({ sid: fixedSid("XE", sender), sender })),
    call,
  );
}

function conversationsWebhooks({ setUp }: Account, call: UpstreamCall, serviceSid?: string): Answer {
  const { account, services } = setUp.conversations;
  const found: ConversationsWebhook | undefined = serviceSid ? services[serviceSid] : account;
  if (!found) return NOT_FOUND;
  if (call.method === "GET") return shown(found);
  const form = formOf(call);
  if ("Filters" in form) found.filters = all(form, "Filters");
  delete form.Filters;
  return changed(found, { ...call, body: form });
}

/** A resource, after the form of a POST has changed it: `SmsUrl` is its `sms_url`. */
function changed(resource: Resource, call: UpstreamCall, toShow = (one: Resource) => one): Answer {
  if (call.method === "POST") {
    for (const [name, value] of Object.entries(formOf(call))) {
      const key = name.replace(/\B[A-Z]/g, "_$&").toLowerCase();
      resource[key] = typeof resource[key] === "boolean" ? value === "true" : value || null;
    }
  }
  return shown(toShow(resource));
}

function paged(key: string, items: unknown[], { host, path, query }: UpstreamCall): Answer {
  const size = Number(first(query, "PageSize") ?? 50);
  const page = Number(first(query, "Page") ?? 0);
  const url = (number: number) =>
    `https://${host}${path}?${new URLSearchParams({ ...(query as Record<string, string>), PageSize: `${size}`, Page: `${number}` })}`;
  const next_page_url = items.length > (page + 1) * size ? url(page + 1) : null;
  const meta = { key, page, page_size: size, url: url(page), first_page_url: url(0), next_page_url };
  return shown({ [key]: items.slice(page * size, (page + 1) * size), meta });
}

function formOf(call: UpstreamCall): Form {
  // A parsed form holds strings and lists of strings only.
  return { ...(asObject(call.body) as Form) };
}

function shown(body: unknown): Answer {
  return { status: 200, body };
}
