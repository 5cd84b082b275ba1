import type { Template } from "../domain/message.ts";
import { type Channel, PROVIDERS, type Provider } from "../domain/providers.ts";
import { InvalidInputError, NotConfiguredError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import type { TemplateText } from "./recipients.ts";
import type { SendRequest } from "./send-request.ts";

/** By whom, from which number, and with which template a request is sent. */
export type Plan = {
  provider: Provider;
  sender: string;
  addressOf(person: { phone: string | null; bsuid: string | null }): string | null;
  templateOf: ((variables: Record<string, string>) => Template) | null;
  templateText: TemplateText;
};

/**
 * How a request is sent: its template is known to its provider, and its text fits one message.
 * @throws {NotConfiguredError} @throws {InvalidInputError} @throws {UpstreamError}
 */
export async function planOf(deps: Deps, request: SendRequest): Promise<Plan> {
  const provider = providerOf(deps, request);
  const channel = deps.channel(provider);
  const templateOf = templateMaker(request);
  if (request.body && request.body.length > channel.textLimit) {
    throw new InvalidInputError([
      { path: "body", message: `${request.body.length} characters: ${provider} takes ${channel.textLimit}` },
    ]);
  }
  const templateText = templateOf ? await channel.describeTemplate(templateOf({})) : null;
  if (templateText === "no-such-template") {
    throw new InvalidInputError([
      { path: request.contentSid ? "contentSid" : "template", message: `${provider} has no such template` },
    ]);
  }
  return {
    provider,
    sender: SENDER_OF[provider](deps.env, request.channel),
    addressOf: (person) => channel.addressOf(person, request.channel),
    templateOf,
    templateText: templateText === "unknown" ? null : templateText,
  };
}

function providerOf({ env }: Deps, { provider, contentSid, template, channel }: SendRequest): Provider {
  if (provider) return provider;
  if (template) return "meta";
  if (contentSid || channel === "sms") return "twilio";
  return PROVIDERS.find((name) => env[name].configured) ?? PROVIDERS[0];
}

/** Our number at each provider, as it wants it. */
const SENDER_OF: Record<Provider, (env: Deps["env"], channel: Channel) => string> = {
  twilio: twilioSender,
  meta: ({ meta }) => (meta.configured ? meta.phoneNumberId : ""),
};

function twilioSender({ twilio, invalid }: Deps["env"], channel: Channel): string {
  if (!twilio.configured) return "";
  const number = channel === "sms" ? twilio.phoneNumber : twilio.whatsappNumber;
  if (number) return channel === "sms" ? number : `whatsapp:${number}`;
  if (twilio.messagingServiceSid) return twilio.messagingServiceSid;
  const setting = channel === "sms" ? "TWILIO_PHONE_NUMBER" : "TWILIO_WHATSAPP_NUMBER";
  throw new NotConfiguredError(`Sending by ${channel}`, [setting], { invalid });
}

function templateMaker({ contentSid, template }: SendRequest): Plan["templateOf"] {
  if (contentSid) return (variables) => ({ contentSid, variables });
  if (template) return (variables) => ({ ...template, variables });
  return null;
}
