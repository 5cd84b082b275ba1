import type { Env } from "../../config/env.ts";
import { SETTINGS, type SettingName, shapeOf } from "../../config/settings.ts";
import type { Finding, Fix } from "../../domain/findings/finding.ts";
import { found } from "./findings.ts";

type Missing = { name: SettingName; state: "broken" | "warning"; says: string; cure: string };

/** The settings that are malformed, that should not stay away, and that should not stay. */
export function examineSettings(env: Env): Finding[] {
  const missing = missingSettings(env).filter(({ name }) => !env.invalid.includes(name));
  const wrong = [...env.invalid.map(malformed), ...missing.map(asFinding), ...leftOver(env)];
  if (wrong.length > 0) return wrong;
  return [
    found({ what: "Settings", state: "ok", says: "None is malformed, and none that matters is missing." }),
  ];
}

function malformed(name: SettingName): Finding {
  const shape = shapeOf(name);
  return found({
    what: name,
    state: "broken",
    says: `${name} is malformed, which counts as missing.`,
    ...(shape && { expected: shape }),
    actual: "something else",
    cure: `Set ${name} to ${shape ?? "what docs/configuration.md says"}, or remove it.`,
    ...fixOf(name, `the value that ${name} has now`),
  });
}

function asFinding({ name, ...finding }: Missing): Finding {
  return found({ what: name, expected: "set", actual: "missing", ...finding, ...fixOf(name, null) });
}

function missingSettings(env: Env): Missing[] {
  const { meta, publicOrigins, cronSecret, apiKey, consolePassword, zendesk, zendeskWebhookSecret } = env;
  const lacksVerifyToken = !meta.configured && meta.isBegun && meta.missing.includes("WHATSAPP_VERIFY_TOKEN");
  const missing: (Missing | false)[] = [
    publicOrigins.length === 0 && {
      name: "PUBLIC_BASE_URL",
      state: "broken",
      says: "We do not know our own address: Twilio's calls cannot be verified, and statuses have nowhere to go.",
      cure: "Set PUBLIC_BASE_URL to the address that the providers call, such as https://support.example.com.",
    },
    cronSecret === undefined && {
      name: "CRON_SECRET",
      state: "broken",
      says: "Cron's calls are refused: what fails for now is tried again only when the next webhook arrives.",
      cure: "Run npm run setup, or set CRON_SECRET to a long random text. Vercel's cron then sends it by itself.",
    },
    apiKey === undefined && {
      name: "API_KEY",
      state: "warning",
      says: "Our own API is closed: nobody can send messages or read histories by it.",
      cure: "Run npm run setup, or set API_KEY to a random text of at least 32 characters.",
    },
    consolePassword === undefined && {
      name: "CONSOLE_PASSWORD",
      state: "warning",
      says: "The console is closed.",
      cure: "Run npm run setup, or set CONSOLE_PASSWORD to at least 12 characters.",
    },
    lacksVerifyToken && {
      name: "WHATSAPP_VERIFY_TOKEN",
      state: "broken",
      says: "Meta's other variables are set, and without this one Meta is off.",
      cure: "Run npm run setup, or set WHATSAPP_VERIFY_TOKEN to a random text, here and in Meta's dashboard.",
    },
    zendesk.configured &&
      zendeskWebhookSecret === undefined && {
        name: "ZENDESK_WEBHOOK_SECRET",
        state: "broken",
        says: "What agents answer is refused: it cannot be verified.",
        cure: "Run npm run setup, which reads it from Zendesk, or set ZENDESK_WEBHOOK_SECRET to the signing secret that Admin Center shows at the webhook.",
      },
  ];
  return missing.filter((one) => one !== false);
}

function leftOver({ debug, onVercel, upstreamOrigin }: Env): Finding[] {
  return [
    ...(debug
      ? [
          found({
            what: "DEBUG",
            state: "warning",
            says: "DEBUG is on: numbers and messages stand in the log.",
            cure: "Remove DEBUG once you have seen what you were looking for.",
          }),
        ]
      : []),
    ...(onVercel && upstreamOrigin
      ? [
          found({
            what: "UPSTREAM_ORIGIN",
            state: "broken",
            says: "Calls to Twilio, Meta and Zendesk go to this machine itself: none of them arrives.",
            cure: "Remove UPSTREAM_ORIGIN from the deployment: it is for tests.",
          }),
        ]
      : []),
  ];
}

function fixOf(name: SettingName, overwrites: string | null): { fix?: Fix } {
  const { make } = SETTINGS[name];
  if (!make) return {};
  let made: string | undefined;
  const apply = async () => {
    made ??= make();
    return { [name]: made };
  };
  return { fix: { says: `Makes a random value for ${name}.`, overwrites, apply } };
}
