import type { Env } from "../../config/env.ts";
import {
  type MadeName,
  type MissedName,
  SETTINGS,
  type SettingName,
  shapeOf,
} from "../../config/settings.ts";
import type { Finding, Fix } from "../../domain/findings/finding.ts";
import { UPSTREAMS } from "../../domain/providers.ts";
import { found } from "./findings.ts";

type Missing = MissedName | MadeName;

/** The settings that are malformed, that should not stay away, and that should not stay. */
export function examineSettings(env: Env): Finding[] {
  const missing = [...env.missing, ...madeForProviders(env)].filter((name) => !env.invalid.includes(name));
  const wrong = [
    ...env.invalid.map((name) => malformed(name, env.complaints[name])),
    ...missing.flatMap(asFinding),
    ...leftOver(env),
  ];
  if (wrong.length > 0) return wrong;
  return [
    found({ what: "Settings", state: "ok", says: "None is malformed, and none that matters is missing." }),
  ];
}

function malformed(name: SettingName, complaint: string | undefined): Finding {
  const shape = shapeOf(name);
  return found({
    what: name,
    state: "broken",
    says: `${name} is malformed, which counts as missing${complaint ? `: ${complaint}` : ""}.`,
    ...(shape && { expected: shape }),
    actual: "something else",
    cure: `Set ${name} to ${shape ?? "what docs/configuration.md says"}, or remove it.`,
    ...fixOf(name, `the value that ${name} has now`),
  });
}

/** What a provider that is meant to be used lacks and we can make. Its own examination names it as well, and makes nothing. */
function madeForProviders(env: Env): MadeName[] {
  return UPSTREAMS.flatMap((upstream) => {
    const provider = env[upstream];
    return provider.configured || !provider.isBegun ? [] : provider.missing.filter(isMade);
  });
}

const isMade = (name: SettingName): name is MadeName => SETTINGS[name].make !== null;

function asFinding(name: Missing): Finding[] {
  const without = WITHOUT[name];
  if (without === null) return [];
  return [found({ what: name, expected: "set", actual: "missing", ...without, ...fixOf(name, null) })];
}

/** What is said of a setting that is missing; null where another examination looks at what it is for. */
const WITHOUT: Readonly<Record<Missing, { state: "broken" | "warning"; says: string; cure: string } | null>> =
  {
    PUBLIC_BASE_URL: {
      state: "broken",
      says: "We do not know our own address: Twilio's calls cannot be verified, and statuses have nowhere to go.",
      cure: "Set PUBLIC_BASE_URL to the address that the providers call, such as https://support.example.com.",
    },
    CRON_SECRET: {
      state: "broken",
      says: "Cron's calls are refused: what fails for now is tried again only when the next webhook arrives.",
      cure: "Run npm run setup, or set CRON_SECRET to a long random text. Vercel's cron then sends it by itself.",
    },
    API_KEY: {
      state: "warning",
      says: "Our own API is closed: nobody can send messages or read histories by it.",
      cure: "Run npm run setup, or set API_KEY to a random text of at least 32 characters.",
    },
    CONSOLE_PASSWORD: {
      state: "warning",
      says: "The console is closed.",
      cure: "Run npm run setup, or set CONSOLE_PASSWORD to at least 12 characters.",
    },
    WHATSAPP_VERIFY_TOKEN: {
      state: "broken",
      says: "Meta's other variables are set, and without this one Meta is off.",
      cure: "Run npm run setup, or set WHATSAPP_VERIFY_TOKEN to a random text, here and in Meta's dashboard.",
    },
    ZENDESK_WEBHOOK_SECRET: {
      state: "broken",
      says: "What agents answer is refused: it cannot be verified.",
      cure: "Run npm run setup, which reads it from Zendesk, or set ZENDESK_WEBHOOK_SECRET to the signing secret that Admin Center shows at the webhook.",
    },
    SESSION_SECRET: null,
    POSTGRES_URL: null,
    DATABASE_URL: null,
    PREVIEW_ALLOWED_NUMBERS: null,
    VERCEL_AUTOMATION_BYPASS_SECRET: null,
  };

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
