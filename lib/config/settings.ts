import type * as z from "zod/mini";
import { ASSISTANT } from "./settings/assistant.ts";
import { CUSTOMERS } from "./settings/customers.ts";
import { META } from "./settings/meta.ts";
import { ACCESS, DATABASE, LIMITS, MACHINE, SENDING, VERCEL } from "./settings/own.ts";
import { RETENTION } from "./settings/retention.ts";
import type { Setting } from "./settings/setting.ts";
import { TWILIO } from "./settings/twilio.ts";
import { ZENDESK } from "./settings/zendesk.ts";

/** Every setting there is, in the groups and the order of .env.example. A provider's group bears its name. */
export const GROUPS = {
  twilio: TWILIO,
  meta: META,
  zendesk: ZENDESK,
  limits: LIMITS,
  database: DATABASE,
  access: ACCESS,
  customers: CUSTOMERS,
  sending: SENDING,
  retention: RETENTION,
  assistant: ASSISTANT,
  machine: MACHINE,
  vercel: VERCEL,
};

type Groups = typeof GROUPS;
export type Group = keyof Groups;
export type NameIn<G extends Group> = { [One in G]: keyof Groups[One] }[G];
export type SettingName = NameIn<Group>;
type Of<Name> = { [G in Group]: Name extends keyof Groups[G] ? Groups[G][Name] : never }[Group];

/** The settings that are missed somewhere. */
export type MissedName = {
  [Name in SettingName]: Of<Name> extends { missed: null } ? never : Name;
}[SettingName];
/** The settings that we can make. */
export type MadeName = {
  [Name in SettingName]: Of<Name> extends { make: null } ? never : Name;
}[SettingName];

/** Each setting's record. */
export const SETTINGS: Readonly<Record<SettingName, Setting>> = Object.assign({}, ...Object.values(GROUPS));

// Object.keys knows its own object's names as strings only.
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

type Read<V extends Setting["value"]> = z.infer<ReturnType<V["schema"]>> | V["unlessSet"];
export type Settings = { [Name in SettingName]: Read<Of<Name>["value"]> };

/** What an example file leaves behind: such a value counts as missing. */
const PLACEHOLDER =
  /^(x{3,}|\.{3,}|<.*>|\[.*\]|your[-_ ].*|.*[-_ ]here|change[-_ ]?(me|this)|replace[-_ ]?(me|this)|placeholder|todo|tbd|dummy|example|undefined|null)$/i;

export type Variables = Record<string, string | undefined>;

/** What is wrong with settings whose shape is too rich for "it must be" to tell; only those that say so. */
export type Complaints = Partial<Record<SettingName, string>>;

/**
 * The settings that are present and well-formed, or have a value unless they are set, and the names of those that are malformed.
 * An empty value or a placeholder ("your_auth_token", "changeme", "<...>") counts as absent.
 */
export function readSettings(variables: Variables): {
  settings: Settings;
  invalid: SettingName[];
  complaints: Complaints;
} {
  const invalid: SettingName[] = [];
  const complaints: Complaints = {};
  const read = (name: SettingName) => {
    const { value } = SETTINGS[name];
    const given = variables[name]?.trim();
    if (!given || PLACEHOLDER.test(given)) return value.unlessSet;
    const parsed = value.schema().safeParse(given);
    if (parsed.success) return parsed.data;
    invalid.push(name);
    const issue = parsed.error.issues.at(-1);
    if (issue?.code === "custom" && issue.params?.says) complaints[name] = issue.message;
    return value.unlessSet;
  };
  // Object.fromEntries forgets which name has which value.
  const settings = Object.fromEntries(SETTING_NAMES.map((name) => [name, read(name)])) as Settings;
  return { settings, invalid, complaints };
}

/** The shape that a setting must have, to follow "it must be"; null where any text will do. */
export function shapeOf(setting: SettingName): string | null {
  return SETTINGS[setting].value.mustBe;
}
