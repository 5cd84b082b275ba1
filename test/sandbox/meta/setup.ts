import { createHash } from "node:crypto";
import { type Answer, asObject, first, type UpstreamCall } from "../upstreams/call.ts";
import { callWebhook } from "../upstreams/deliver.ts";
import type { DeliverSettings } from "../upstreams/settings.ts";
import { graphError } from "./graph-error.ts";
import { list, type Payload } from "./message.ts";
import type { MetaSetup, MetaTemplate } from "./setup-state.ts";

type Answered = Answer | Promise<Answer>;

const DONE: Answer = { status: 200, body: { success: true } };

/** Answers a call about how things are set up; undefined when it is about something else. */
export function answerSetup(
  setup: MetaSetup,
  settings: DeliverSettings,
  call: UpstreamCall,
): Answered | undefined {
  const path = /^\/v\d+\.\d\/(.+)$/.exec(call.path)?.[1] ?? "";
  const { app, account, token } = setup;
  const { accessToken, appSecret, phoneNumberId } = settings.meta;
  const bearer = call.headers.authorization;
  const isApp = bearer === `Bearer ${app.id}|${appSecret}`;
  const isOurs = bearer === `Bearer ${accessToken}`;
  const reading = call.method === "GET";
  const body = asObject(call.body);
  const known: Record<string, { mayAsk: boolean; answer: () => Answered }> = {
    debug_token: { mayAsk: isApp || (isOurs && token.is_valid), answer: () => debugToken(setup) },
    [`${app.id}/subscriptions`]: {
      mayAsk: isApp,
      answer: () => (reading ? listSubscriptions(setup) : subscribe(setup, settings, body)),
    },
    [`${account.id}/phone_numbers`]: {
      mayAsk: isOurs,
      answer: () => data(account.numberIds.map((id) => ({ id }))),
    },
    [`${account.id}/subscribed_apps`]: {
      mayAsk: isOurs,
      answer: () => (reading ? listApps(setup) : subscribeApp(setup, settings, body)),
    },
    [`${account.id}/message_templates`]: {
      mayAsk: isOurs,
      answer: () => (reading ? listTemplates(setup, call) : createTemplate(setup, body)),
    },
    [phoneNumberId]: {
      mayAsk: isOurs,
      answer: () => (reading ? describe(setup, call) : override(setup, settings, body)),
    },
    [`${phoneNumberId}/conversational_automation`]: {
      mayAsk: isOurs,
      answer: () => automate(setup, body),
    },
  };
  const route = known[path];
  if (route && (!route.mayAsk || (isOurs && !token.is_valid))) return refuseToken(isOurs);
  if (route && path.startsWith(`${account.id}/`) && !token.scopes.includes("whatsapp_business_management")) {
    return graphError(403, 200, { message: "(#200) You do not have the necessary permissions required." });
  }
  // The app's id and secret belong together: for another app they are no token at all.
  if (!route && /^(\d+\/subscriptions|debug_token)$/.test(path)) return refuseToken(false);
  return route?.answer();
}

function refuseToken(isOurs: boolean): Answer {
  const message = isOurs
    ? "Error validating access token: Session has expired on Friday, 20-Nov-26 00:00:00 PST."
    : "Invalid OAuth access token signature.";
  return graphError(isOurs ? 401 : 400, 190, { message, ...(isOurs && { subcode: 463 }) });
}

function debugToken({ app, token: { accountIds: target_ids, ...token } }: MetaSetup): Answer {
  const granular_scopes = token.scopes
    .filter((scope) => scope.startsWith("whatsapp_"))
    .map((scope) => ({ scope, ...(target_ids.length > 0 && { target_ids }) }));
  return data({ application: app.name, type: "SYSTEM_USER", ...token, granular_scopes });
}

function listSubscriptions({ app }: MetaSetup): Answer {
  return data(
    app.subscriptions.map((one) => ({
      ...one,
      fields: one.fields.map((name) => ({ name, version: "v23.0" })),
    })),
  );
}

async function subscribe(
  { app, refusedFields }: MetaSetup,
  settings: DeliverSettings,
  body: Payload,
): Promise<Answer> {
  const { object, callback_url, verify_token, fields } = body;
  if (typeof object !== "string" || typeof callback_url !== "string" || typeof fields !== "string") {
    return graphError(400, 100, { message: "(#100) object, callback_url and fields are required" });
  }
  const refused = fields.split(",").find((name) => refusedFields.includes(name));
  if (refused) return graphError(400, 100, { message: `(#100) Invalid webhook field: ${refused}` });
  const refusal = await verify(settings, callback_url, verify_token);
  if (refusal) return refusal;
  const others = app.subscriptions.filter((one) => one.object !== object);
  app.subscriptions = [...others, { object, callback_url, active: true, fields: fields.split(",") }];
  return DONE;
}

/** Asks the address for its challenge, as Meta does before it takes one. */
async function verify(settings: DeliverSettings, url: string, token: unknown): Promise<Answer | undefined> {
  const asked = new URL(url);
  asked.searchParams.set("hub.mode", "subscribe");
  asked.searchParams.set("hub.challenge", "1158201444");
  asked.searchParams.set("hub.verify_token", String(token));
  const failed = (why: string) =>
    graphError(400, 2200, {
      message: `(#2200) Callback verification failed with the following errors: ${why}`,
    });
  try {
    const response = await callWebhook(settings, asked.href, { method: "GET" });
    const text = await response.text();
    if (response.status === 200 && text === "1158201444") return undefined;
    return failed(`HTTP Status Code = ${response.status}; HTTP Message = ${response.statusText}`);
  } catch {
    return failed("curl_errno = 6; curl_error = Could not resolve host; HTTP Status Code = 0");
  }
}

function listApps({ account }: MetaSetup): Answer {
  return data(
    account.subscribedApps.map(({ id, name, override: override_callback_uri }) => ({
      whatsapp_business_api_data: { id, name, link: `https://www.facebook.com/games/?app_id=${id}` },
      ...(override_callback_uri && { override_callback_uri }),
    })),
  );
}

async function subscribeApp(setup: MetaSetup, settings: DeliverSettings, body: Payload): Promise<Answer> {
  const { app, account } = setup;
  const { override_callback_uri: url, verify_token } = body;
  const refusal = typeof url === "string" ? await verify(settings, url, verify_token) : undefined;
  if (refusal) return refusal;
  const others = account.subscribedApps.filter(({ id }) => id !== app.id);
  account.subscribedApps = [
    ...others,
    { id: app.id, name: app.name, ...(typeof url === "string" && { override: url }) },
  ];
  return DONE;
}

function describe({ app, account, number, numberOverride }: MetaSetup, { query }: UpstreamCall): Answer {
  const ofAccount = account.subscribedApps.find(({ id }) => id === app.id)?.override;
  const [subscription] = app.subscriptions;
  const members: Payload = {
    conversational_automation: undefined,
    id: account.numberIds[0],
    ...number,
    webhook_configuration: {
      ...(numberOverride && { phone_number: numberOverride }),
      ...(ofAccount && { whatsapp_business_account: ofAccount }),
      ...(subscription && { application: subscription.callback_url }),
    },
  };
  const asked = (first(query, "fields") ?? "display_phone_number").split(",");
  const unknown = asked.find((name) => !(name in members));
  if (unknown)
    return graphError(400, 100, { message: `(#100) Tried accessing nonexisting field (${unknown})` });
  const told = Object.fromEntries(asked.map((name) => [name, members[name]]));
  return { status: 200, body: { ...told, id: account.numberIds[0] } };
}

async function override(setup: MetaSetup, settings: DeliverSettings, body: Payload): Promise<Answer> {
  const { override_callback_uri: url, verify_token } = asObject(body.webhook_configuration);
  if (typeof url !== "string") return graphError(400, 100, { message: "(#100) override_callback_uri" });
  const refusal = url ? await verify(settings, url, verify_token) : undefined;
  if (refusal) return refusal;
  setup.numberOverride = url || undefined;
  return DONE;
}

function automate({ number }: MetaSetup, body: Payload): Answer {
  const commands = list(body.commands).map(asObject);
  const isTooMuch = ({ command_name: name, command_description: text }: Payload) =>
    !/^.{1,32}$/.test(String(name)) || !/^.{1,256}$/.test(String(text));
  if (commands.length > 30 || commands.some(isTooMuch)) {
    return graphError(400, 100, { message: "(#100) Param commands is not valid." });
  }
  number.conversational_automation = body;
  return DONE;
}

/** A page of them, behind the one that the cursor names. */
function listTemplates({ account }: MetaSetup, { query }: UpstreamCall): Answer {
  const name = first(query, "name") ?? "";
  const size = Number(first(query, "limit") ?? 25);
  const all = account.templates.filter((template) => template.name.includes(name)).map(asNode);
  const from = all.findIndex(({ id }) => id === first(query, "after")) + 1;
  const shown = all.slice(from, from + size);
  const cursors = { before: shown[0]?.id ?? "", after: shown.at(-1)?.id ?? "" };
  const next =
    from + size < all.length ? `https://graph.facebook.com/next?after=${cursors.after}` : undefined;
  return { status: 200, body: { data: shown, paging: { cursors, next } } };
}

function asNode(template: MetaTemplate) {
  const name = `${template.name}:${template.language}`;
  const id = String(Number.parseInt(createHash("sha256").update(name).digest("hex").slice(0, 12), 16));
  return { id, quality_score: { score: "UNKNOWN" }, rejected_reason: "NONE", ...template };
}

function createTemplate({ account }: MetaSetup, body: Payload): Answer {
  const { name, language, category } = body;
  const components = list(body.components).map(asObject);
  const texts = components.filter(({ type }) => type === "BODY").map(({ text }) => String(text));
  const hasExample = components.every(({ example }) => example !== undefined);
  if (typeof name !== "string" || typeof language !== "string" || typeof category !== "string") {
    return graphError(400, 100, { message: "(#100) name, language and category are required" });
  }
  if (texts.length !== 1 || texts.some((text) => /^\{\{|\}\}$/.test(text)) || !hasExample) {
    return graphError(400, 100, { message: "Variables can't be at the start or end of the template." });
  }
  if (account.templates.some((one) => one.name === name && one.language === language)) {
    return graphError(400, 100, { message: "There is already content in this language", subcode: 2388024 });
  }
  account.templates.push({ name, language, category, status: "PENDING", components });
  return { status: 200, body: { id: "1259544702043867", status: "PENDING", category } };
}

function data(told: unknown): Answer {
  return { status: 200, body: { data: told } };
}
