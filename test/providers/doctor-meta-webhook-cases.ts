import { commandMenu } from "../../lib/commands/index.ts";
import type { MetaSetup } from "../sandbox/meta/setup-state.ts";
import { OUR_WEBHOOK } from "../support/meta-setup.ts";
import type { DoctorCase } from "./doctor-meta-account-cases.ts";

const ELSEWHERE = "https://other.example/hook/a-secret-in-a-path";
const REPLY = "Template that asks a customer to write again";

const subscription = (setup: MetaSetup) => {
  const [found] = setup.app.subscriptions;
  if (!found) throw new Error("no subscription");
  return found;
};
const template = (setup: MetaSetup, change: Record<string, unknown>) => {
  Object.assign(setup.account.templates[0] ?? {}, change);
};

/** Of where messages go, of the command menu and of the reply template. */
export const WEBHOOK_CASES: DoctorCase[] = [
  {
    when: "the app has no webhook",
    disorder: ({ app }) => Object.assign(app, { subscriptions: [] }),
    what: "Webhook of the app",
    state: "broken",
    says: /has no webhook for WhatsApp: no message arrives/,
  },
  {
    when: "the app calls somebody else",
    disorder: (setup) => Object.assign(subscription(setup), { callback_url: ELSEWHERE }),
    what: "Webhook of the app",
    state: "broken",
    says: /calls another address: messages go there/,
  },
  {
    when: "the app calls somebody else, and messages come by an override",
    disorder(setup) {
      subscription(setup).callback_url = ELSEWHERE;
      setup.numberOverride = OUR_WEBHOOK;
    },
    what: "Webhook of the app",
    state: "warning",
    says: /Messages come here by an override; news of templates and of the account does not/,
  },
  {
    when: "the app calls an alias of ours",
    disorder: (setup) =>
      Object.assign(subscription(setup), { callback_url: "https://tickline.example/webhook" }),
    what: "Webhook of the app",
    state: "ok",
    says: /Meta calls https:\/\/tickline\.example\/webhook/,
  },
  {
    when: "the webhook is switched off",
    disorder: (setup) => Object.assign(subscription(setup), { active: false }),
    what: "Webhook of the app",
    state: "broken",
    says: /switched off/,
  },
  {
    when: "the app does not hear of messages",
    disorder: (setup) => Object.assign(subscription(setup), { fields: ["account_update"] }),
    what: "Webhook of the app",
    state: "broken",
    says: /not subscribed to messages, .*: no message arrives/,
  },
  {
    when: "the app does not hear who wants no marketing",
    disorder: (setup) => subscription(setup).fields.splice(1, 1),
    what: "Webhook of the app",
    state: "warning",
    says: /^The app is not subscribed to user_preferences\.$/,
  },
  {
    when: "the number overrides it",
    disorder: (setup) => Object.assign(setup, { numberOverride: ELSEWHERE }),
    what: "Webhook override of the phone number",
    state: "broken",
    says: /overridden by the number: messages go to https:\/\/other\.example\/…/,
  },
  {
    when: "the business account overrides it",
    disorder: ({ account }) => Object.assign(account.subscribedApps[0] ?? {}, { override: ELSEWHERE }),
    what: "Webhook override of the business account",
    state: "broken",
    says: /overridden by the business account: messages go to https:\/\/other\.example\/…/,
  },
  {
    when: "the number's override is ours, which wins over the account's",
    disorder(setup) {
      setup.numberOverride = OUR_WEBHOOK;
      Object.assign(setup.account.subscribedApps[0] ?? {}, { override: ELSEWHERE });
    },
    what: "Webhook override of the business account",
    state: "ok",
    says: /the phone number's own, which is ours, wins/,
  },
  {
    when: "another app is subscribed to the account, and ours is not",
    disorder: ({ account }) => Object.assign(account, { subscribedApps: [{ id: "77", name: "Other" }] }),
    what: "Subscription to the business account",
    state: "broken",
    says: /is not subscribed to 102290129340398: it hears of no message/,
  },
  {
    when: "WhatsApp lists no commands",
    disorder: ({ number }) => delete number.conversational_automation,
    what: "Command menu",
    state: "warning",
    says: /lists no commands/,
  },
  {
    when: "WhatsApp describes a command as it was before",
    disorder({ number }) {
      const commands = structuredClone(commandMenu());
      Object.assign(commands[0] ?? {}, { command_description: "Something else" });
      number.conversational_automation = { commands };
    },
    what: "Command menu",
    state: "warning",
    says: /lists other commands than ours/,
  },
  {
    when: "WhatsApp lists commands as they were before",
    disorder({ number }) {
      number.conversational_automation = { commands: [{ command_name: "help", command_description: "Old" }] };
    },
    what: "Command menu",
    state: "warning",
    says: /lists other commands than ours/,
  },
  {
    when: "there is no such template",
    disorder: ({ account }) => Object.assign(account, { templates: [] }),
    what: REPLY,
    state: "broken",
    says: /has no template reply_later/,
  },
  {
    when: "the template exists in another language",
    disorder: (setup) => template(setup, { language: "pt_BR" }),
    what: REPLY,
    state: "broken",
    says: /exists in pt_BR, and not in en/,
  },
  ...(
    [
      ["PENDING", "warning", /has not approved/],
      ["REJECTED", "broken", /it is REJECTED/],
      ["PAUSED", "broken", /it is PAUSED/],
    ] as const
  ).map(([status, state, says]) => ({
    when: `the template is ${status}`,
    disorder: (setup: MetaSetup) => template(setup, { status }),
    what: REPLY,
    state,
    says,
  })),
  ...[
    [{ type: "BODY", text: "No variable at all." }],
    [{ type: "BODY", text: "Hello {{1}}, about {{2}}." }],
    [{ type: "BODY", text: "About {{ticket}}, please." }],
    [
      { type: "HEADER", format: "IMAGE" },
      { type: "BODY", text: "About {{1}}, please." },
    ],
  ].map((components, n) => ({
    when: `the template takes other variables than ours (${n + 1})`,
    disorder: (setup: MetaSetup) => template(setup, { components }),
    what: REPLY,
    state: "broken" as const,
    says: /takes other variables than the one that we send/,
  })),
  {
    when: "the template's setting is malformed",
    disorder: () => undefined,
    env: { WHATSAPP_REPLY_TEMPLATE: "Reply Later" },
    what: REPLY,
    state: "broken",
    says: /WHATSAPP_REPLY_TEMPLATE is malformed/,
  },
];
