import type { Env } from "../../config/env.ts";
import type { Finding, Fix } from "../../domain/findings/finding.ts";
import { SIDEBAR_APP } from "../../domain/sidebar/sidebar-app.ts";
import { UpstreamError } from "../../errors.ts";
import type { Account } from "./account.ts";
import { type App, appAmong, type Installation } from "./apps.ts";
import { found, look, unseen } from "./findings.ts";
import { installApp, isRefusal, refusalOf } from "./install-app.ts";

export const APP = "App of the sidebar";
const INSTALLATION = "Installation of the sidebar";
const KEY = "Public key of the sidebar";
const SECRET = "SESSION_SECRET of the sidebar";
const CURE = "Run npm run setup -- --app, or do it by hand as docs/zendesk.md says.";

type Pack = () => Promise<Uint8Array<ArrayBuffer>>;
type Looked = {
  account: Account;
  env: Env;
  host: string;
  fix: (says: string, how?: { overwrites?: string | null; changesInstallation?: boolean }) => { fix?: Fix };
};

/**
 * Whether agents can see the sidebar: the app, its version, its installation, its key, and what we sign with. Nothing where nobody set
 * or wants it.
 * @param pack the app's zip, where it is wanted; without it nothing is offered to be done
 */
export async function examineApp(
  account: Account,
  env: Env,
  { pack, showKey }: { pack: Pack | null; showKey: (appId: string) => Promise<unknown> },
): Promise<Finding[]> {
  const { zendeskAppId: appId, publicOrigins } = env;
  if (!appId && !pack) return [];
  const [origin] = publicOrigins;
  const secret = appId && !env.sessionSecret ? [withoutSecret] : [];
  if (!origin) {
    const says = "It cannot be looked at: our own address is not known.";
    return [found({ what: APP, state: "unknown", says, cure: "Set PUBLIC_BASE_URL." }), ...secret];
  }
  const { host } = new URL(origin);
  const fix: Looked["fix"] = (says, { overwrites = null, changesInstallation = false } = {}) => {
    if (!pack) return {};
    const apply = () => installApp(account, { pack, host, appId, changesInstallation });
    return { fix: { says, overwrites, apply } };
  };
  const looked = { account, env, host, fix };
  const findings = await lookUnlessRefused(async () => {
    const app = appAmong(await account.ownedApps(), appId);
    if (!app) return [withoutApp(looked)];
    const [installation, key] = await Promise.all([
      look(INSTALLATION, async () => [examineInstallation(await account.installations(), app, looked)]),
      look(KEY, async () => [await examineKey(app, showKey)]),
    ]);
    return [examineVersion(app, looked), ...installation, ...key];
  });
  return [...findings, ...secret];
}

async function lookUnlessRefused(work: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (!isRefusal(error)) return [unseen(APP, error)];
    const [says = "", ...cure] = refusalOf(error).split(/(?<=\)\.) /);
    return [found({ what: APP, state: "warning", says, cure: `${cure.join(" ")}.` })];
  }
}

function withoutApp({ env, host, fix }: Looked): Finding {
  const says = env.zendeskAppId
    ? "Zendesk has no app with the id in ZENDESK_APP_ID: agents see no sidebar."
    : "It is not in Zendesk: agents see no sidebar.";
  return found({
    what: APP,
    state: env.zendeskAppId ? "broken" : "warning",
    says,
    expected: `the private app "${SIDEBAR_APP.name}"`,
    actual: "none",
    cure: CURE,
    ...fix(
      `Uploads the private app "${SIDEBAR_APP.name}", version ${SIDEBAR_APP.version}, installs it with the host ${host}, and gives its id as ZENDESK_APP_ID.`,
    ),
  });
}

function examineVersion(app: App, { env, fix }: Looked): Finding {
  const name = `"${app.name}"`;
  if (app.id !== env.zendeskAppId)
    return found({
      what: APP,
      state: "warning",
      says: `${name} is in Zendesk, and ZENDESK_APP_ID ${env.zendeskAppId ? "is another app's" : "is not set"}: the sidebar is closed.`,
      expected: `ZENDESK_APP_ID=${app.id}`,
      actual: env.zendeskAppId ?? "none",
      cure: `Set ZENDESK_APP_ID to ${app.id}.`,
      ...fix(
        `Gives the id of ${name} as ZENDESK_APP_ID; another version than ${SIDEBAR_APP.version} becomes this one, and it is installed.`,
        { overwrites: env.zendeskAppId ? "the value that ZENDESK_APP_ID has now" : null },
      ),
    });
  if (app.version !== undefined && app.version !== SIDEBAR_APP.version)
    return found({
      what: APP,
      state: "warning",
      says: `${name} is of another version than this Tickline.`,
      expected: `version ${SIDEBAR_APP.version}`,
      actual: `version ${app.version}`,
      cure: CURE,
      ...fix(`Uploads version ${SIDEBAR_APP.version} of ${name} in place of ${app.version}.`),
    });
  const version = app.version
    ? `in version ${app.version}`
    : `in a version that Zendesk does not tell; ours is ${SIDEBAR_APP.version}`;
  return found({ what: APP, state: "ok", says: `${name} is in Zendesk, ${version}.` });
}

function examineInstallation(installations: Installation[], app: App, { env, host, fix }: Looked): Finding {
  const ours = installations.find(({ appId }) => appId === app.id);
  const broken = (says: string, actual: string, change: string, overwrites: string | null = null) =>
    found({
      what: INSTALLATION,
      state: "broken",
      says: `${says} Agents see no sidebar.`,
      expected: `enabled, with the host ${host}`,
      actual,
      cure: CURE,
      ...fix(change, { overwrites, changesInstallation: true }),
    });
  if (!ours)
    return broken("The app is not installed.", "none", `Installs "${app.name}" with the host ${host}.`);
  const isOurs = env.publicOrigins.some((origin) => new URL(origin).host === ours.host);
  if (!isOurs)
    return broken(
      "The app is installed with another host.",
      `the host ${ours.host ?? "none"}`,
      `Sets the host of "${app.name}" to ${host}, and enables it.`,
      ours.host ? `the host ${ours.host}` : null,
    );
  if (!ours.isEnabled) return broken("The app is not enabled.", "disabled", `Enables "${app.name}".`);
  return found({ what: INSTALLATION, state: "ok", says: `It is enabled, with the host ${ours.host}.` });
}

async function examineKey(app: App, showKey: (appId: string) => Promise<unknown>): Promise<Finding> {
  try {
    await showKey(app.id);
    return found({ what: KEY, state: "ok", says: "Zendesk gives it: we know whom the sidebar is shown to." });
  } catch (error) {
    const isNone = error instanceof UpstreamError && ["rejected", "unauthorized"].includes(error.failure);
    if (!isNone) throw error;
    return found({
      what: KEY,
      state: "broken",
      says: "Zendesk gives none: the sidebar lets nobody in.",
      cure: "Delete the app in Admin Center, Apps and integrations, Zendesk Support apps, and run npm run setup -- --app.",
    });
  }
}

const withoutSecret = found({
  what: SECRET,
  state: "broken",
  says: "SESSION_SECRET is not set: the sidebar is closed.",
  expected: "set",
  actual: "missing",
  cure: "Run npm run setup, or set SESSION_SECRET to a random text of at least 32 characters.",
});
