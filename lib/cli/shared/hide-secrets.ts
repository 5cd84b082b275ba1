import { SETTING_NAMES, SETTINGS, type Variables } from "../../config/settings.ts";

const SECRET_SETTINGS = new Set<string>(SETTING_NAMES.filter((name) => SETTINGS[name].isSecret));
/** Variables that are none of our settings stand in the environment as well. */
const SECRET = /TOKEN|SECRET|PASSWORD|API_KEY|(POSTGRES|DATABASE)_\w*URL/;
/** A shorter value protects nothing, and stands in too many words. */
const SHORTEST = 4;

/** Whether a variable's value is nobody's business: one of our secrets, or one by its name. */
export function isSecret(name: string): boolean {
  return SECRET_SETTINGS.has(name) || SECRET.test(name);
}

/** A guard for what is printed: in a text, each secret value becomes its variable's name, also where it stands encoded in a URL. */
export function hideSecrets(variables: Variables): (text: string) => string {
  const names = new Map<string, string>();
  for (const [name, value = ""] of Object.entries(variables)) {
    if (!isSecret(name)) continue;
    for (const secret of [value.trim(), ...passwordsIn(value), ...keysIn(value)]) {
      for (const spelled of [secret, encodeURIComponent(secret)])
        if (secret.length >= SHORTEST && !names.has(spelled)) names.set(spelled, `<${name}>`);
    }
  }
  if (names.size === 0) return (text) => text;
  const longestFirst = [...names.keys()].sort((a, b) => b.length - a.length).map(RegExp.escape);
  const secrets = new RegExp(longestFirst.join("|"), "g");
  return (text) => text.replace(secrets, (secret) => names.get(secret) ?? "");
}

/** The password in a database's URL, as it is written there and as it is. */
function passwordsIn(url: string): string[] {
  const written = URL.canParse(url) ? new URL(url).password : "";
  try {
    return [written, decodeURIComponent(written)];
  } catch {
    return [written];
  }
}

/** The keys in a setting like API_KEYS, each a text named so. */
function keysIn(json: string): string[] {
  return [...json.matchAll(/"key"\s*:\s*"([^"\\]+)"/g)].map(([, key = ""]) => key);
}
