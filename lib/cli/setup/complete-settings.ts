import { TWILIO_KEY } from "../../config/env-twilio-key.ts";
import { DESCRIPTIONS } from "../../config/setting-descriptions.ts";
import {
  GROUPS,
  readSettings,
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  shapeOf,
  type Variables,
} from "../../config/settings.ts";
import { PROVIDERS, UPSTREAMS, type Upstream } from "../../domain/providers.ts";
import { isSecret } from "../shared/hide-secrets.ts";
import { UsageError } from "../shared/usage-error.ts";
import type { Prompts } from "./prompts.ts";
import { begunUpstreams, settingsToAsk } from "./providers.ts";

type Added = Record<string, string>;

/**
 * The upstreams to set up, and every setting that they need and lack: asked for, or made here.
 * @param prompts null where nobody can be asked
 * @throws {UsageError} naming what is missing when nobody can be asked
 */
export async function completeSettings(
  variables: Variables,
  { only, prompts }: { only: Upstream[] | undefined; prompts: Prompts | null },
): Promise<{ upstreams: Upstream[]; added: Added }> {
  const upstreams = only ?? (await chooseUpstreams(variables, prompts));
  const made = makeAbsent(variables, upstreams);
  const missing = settingsToAsk({ ...variables, ...made }, upstreams);
  if (missing.length > 0 && !prompts) {
    const { invalid } = readSettings(variables);
    const names = missing.map((name) =>
      invalid.includes(name) ? `${name} (malformed: it must be ${shapeOf(name)})` : name,
    );
    throw new UsageError(`Missing: ${names.join(", ")}. Set that in the environment or .env.local`);
  }
  const asked: Added = {};
  for (const name of missing) if (prompts) asked[name] = await askFor(name, variables, prompts);
  if (prompts && missing.includes("TWILIO_AUTH_TOKEN") && !isKeyMeant(variables))
    Object.assign(asked, await askForKey(variables, prompts));
  return { upstreams, added: { ...asked, ...made } };
}

async function chooseUpstreams(variables: Variables, prompts: Prompts | null): Promise<Upstream[]> {
  const begun = begunUpstreams(variables);
  const isBegun = PROVIDERS.some((provider) => begun.includes(provider));
  if (prompts) {
    const usual: Upstream[] = isBegun ? begun : ["twilio", "zendesk"];
    return prompts.choose("What does Tickline work with?", UPSTREAMS, usual);
  }
  if (!isBegun)
    throw new UsageError("Neither Twilio nor Meta is configured: set their variables, or give --only");
  return UPSTREAMS.filter((upstream) => upstream === "zendesk" || begun.includes(upstream));
}

/** Only what is absent is made: what is malformed was set by somebody, and the doctor's fix says what it would overwrite. */
function makeAbsent(variables: Variables, upstreams: readonly Upstream[]): Added {
  const { settings, invalid } = readSettings(variables);
  const off = UPSTREAMS.filter((upstream) => !upstreams.includes(upstream));
  const wanted = SETTING_NAMES.filter((name) => !off.some((upstream) => name in GROUPS[upstream]));
  const absent = wanted.filter((name) => settings[name] === undefined && !invalid.includes(name));
  return Object.fromEntries(
    absent.flatMap((name) => {
      const made = SETTINGS[name].make?.();
      return made === undefined ? [] : [[name, made]];
    }),
  );
}

const isKeyMeant = (variables: Variables) => TWILIO_KEY.some((name) => variables[name]?.trim());

/** Whoever enters Twilio's credentials may enter a key as well; nobody needs one. */
async function askForKey(variables: Variables, prompts: Prompts): Promise<Added> {
  const question = "Shall an API key make the calls to Twilio, and the Auth Token only check signatures?";
  if (!(await prompts.confirm(question, { usually: false }))) return {};
  const asked: Added = {};
  for (const name of TWILIO_KEY) asked[name] = await askFor(name, variables, prompts);
  return asked;
}

async function askFor(name: SettingName, variables: Variables, prompts: Prompts): Promise<string> {
  const isMalformed = readSettings(variables).invalid.includes(name);
  const was = isMalformed ? " What is set is malformed." : "";
  const question = `${name}: ${DESCRIPTIONS[name].text.replaceAll("`", "")}.${was}`;
  const answer = await prompts.ask(question, {
    isSecret: isSecret(name),
    check: (given) => problemWith(name, given),
  });
  return answer.trim();
}

function problemWith(name: SettingName, given: string): string | undefined {
  const { settings, invalid, complaints: wrong } = readSettings({ [name]: given });
  if (invalid.includes(name)) return `It must be ${shapeOf(name)}${wrong[name] ? `; ${wrong[name]}` : ""}`;
  return settings[name] === undefined ? "It is empty, or a placeholder" : undefined;
}
