import { randomBytes } from "node:crypto";
import { shapeOf } from "../../domain/setting-shapes.ts";
import { readSettings, type Settings, type Variables } from "../../settings.ts";
import { isSecret } from "../hide-secrets.ts";
import { DESCRIPTIONS } from "../setting-descriptions.ts";
import { UsageError } from "../usage-error.ts";
import type { Prompts } from "./prompts.ts";
import { begunProviders, missingSettings, PROVIDERS, type Provider } from "./providers.ts";

type Added = Record<string, string>;

/** What nobody has to choose. The password is typed by people, and still beyond guessing. */
const GENERATED: readonly { name: keyof Settings; make(): string; for?: Provider }[] = [
  { name: "WHATSAPP_VERIFY_TOKEN", make: () => randomBytes(24).toString("hex"), for: "meta" },
  { name: "CRON_SECRET", make: () => randomBytes(32).toString("hex") },
  { name: "API_KEY", make: () => randomBytes(32).toString("hex") },
  { name: "CONSOLE_PASSWORD", make: () => randomBytes(15).toString("base64url") },
];

/**
 * The providers to set up, and every setting that they need and lack: asked for, or made here.
 * @param prompts null where nobody can be asked
 * @throws {UsageError} naming what is missing when nobody can be asked
 */
export async function completeSettings(
  variables: Variables,
  { only, prompts }: { only: Provider[] | undefined; prompts: Prompts | null },
): Promise<{ providers: Provider[]; added: Added }> {
  const providers = only ?? (await chooseProviders(variables, prompts));
  const generated = generate(variables, providers);
  const missing = missingSettings({ ...variables, ...generated }, providers);
  if (missing.length > 0 && !prompts) {
    const { invalid } = readSettings(variables);
    const names = missing.map((name) =>
      invalid.includes(name) ? `${name} (malformed: it must be ${shapeOf(name)})` : name,
    );
    throw new UsageError(`Missing: ${names.join(", ")}. Set that in the environment or .env.local`);
  }
  const asked: Added = {};
  for (const name of missing) if (prompts) asked[name] = await askFor(name, variables, prompts);
  return { providers, added: { ...asked, ...generated } };
}

async function chooseProviders(variables: Variables, prompts: Prompts | null): Promise<Provider[]> {
  const begun = begunProviders(variables);
  const isBegun = begun.includes("twilio") || begun.includes("meta");
  if (prompts) {
    const usual: Provider[] = isBegun ? begun : ["twilio", "zendesk"];
    return prompts.choose("What does Tickline work with?", PROVIDERS, usual);
  }
  if (!isBegun)
    throw new UsageError("Neither Twilio nor Meta is configured: set their variables, or give --only");
  return PROVIDERS.filter((provider) => provider === "zendesk" || begun.includes(provider));
}

function generate(variables: Variables, providers: readonly Provider[]): Added {
  const { settings } = readSettings(variables);
  return Object.fromEntries(
    GENERATED.filter((one) => settings[one.name] === undefined)
      .filter((one) => one.for === undefined || providers.includes(one.for))
      .map(({ name, make }) => [name, make()]),
  );
}

async function askFor(name: keyof Settings, variables: Variables, prompts: Prompts): Promise<string> {
  const isMalformed = readSettings(variables).invalid.includes(name);
  const was = isMalformed ? " What is set is malformed." : "";
  const question = `${name}: ${DESCRIPTIONS[name].replaceAll("`", "")}.${was}`;
  const answer = await prompts.ask(question, {
    isSecret: isSecret(name),
    check: (given) => problemWith(name, given),
  });
  return answer.trim();
}

function problemWith(name: keyof Settings, given: string): string | undefined {
  const { settings, invalid } = readSettings({ [name]: given });
  if (invalid.includes(name)) return `It must be ${shapeOf(name)}`;
  return settings[name] === undefined ? "It is empty, or a placeholder" : undefined;
}
