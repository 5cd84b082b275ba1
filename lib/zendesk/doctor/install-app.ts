import { setTimeout as pause } from "node:timers/promises";
import { SIDEBAR_APP } from "../../domain/sidebar/sidebar-app.ts";
import { UpstreamError } from "../../errors.ts";
import type { Account } from "./account.ts";
import { appAmong } from "./apps.ts";

/** What it takes to install the app. */
export type Wish = {
  pack(): Promise<Uint8Array<ArrayBuffer>>;
  host: string;
  /** The one that is set. */
  appId: string | undefined;
  /** An installation that is there gets our host, and is enabled; else it stays as somebody left it. */
  changesInstallation: boolean;
};

/** What stands in the way of an app, and what does without one. */
const WITHOUT_APPS =
  "Private apps need Suite Growth, Support Professional or above, and an OAuth client with the scopes read and write, or apps:read and apps:write. Without an app, agents send templates by macros: npm run setup makes three examples, and docs/zendesk.md says how";

/** Zendesk builds an app in seconds. */
const LOOKS = 60;
const BETWEEN_LOOKS_MS = 500;

/**
 * The app is there in our version, and installed. Looks afresh, so that nothing is made twice.
 * @returns the variable that the deployment needs
 */
export async function installApp(account: Account, wish: Wish): Promise<Record<string, string>> {
  try {
    const appId = await uploaded(account, wish);
    const settings = { name: SIDEBAR_APP.name, host: wish.host };
    const installation = (await account.installations()).find((one) => one.appId === appId);
    if (!installation) await account.install(appId, settings);
    else if (wish.changesInstallation && (installation.host !== wish.host || !installation.isEnabled))
      await account.updateInstallation(installation.id, settings);
    return { ZENDESK_APP_ID: appId };
  } catch (error) {
    throw error instanceof UpstreamError && isRefusal(error) ? new Error(refusalOf(error)) : error;
  }
}

async function uploaded(account: Account, { pack, appId }: Wish): Promise<string> {
  const app = appAmong(await account.ownedApps(), appId);
  if (app && (app.version === undefined || app.version === SIDEBAR_APP.version)) return app.id;
  const upload = await account.uploadApp(await pack());
  const job = await (app ? account.updateApp(app.id, upload) : account.createApp(upload));
  return (await finished(account, job)) ?? app?.id ?? missing();
}

/** The app's id once the job is done. @throws {UpstreamError} when it failed, was killed, or takes too long */
export async function finished(
  account: Pick<Account, "appJob">,
  job: string,
  wait: (ms: number) => Promise<unknown> = pause,
): Promise<string | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    const { status, message, appId } = await account.appJob(job);
    if (status === "completed") return appId;
    if (status === "failed" || status === "killed")
      throw new UpstreamError("zendesk", "rejected", {
        reason: `the job ${status}${message ? `: ${message}` : ""}`,
      });
    await wait(BETWEEN_LOOKS_MS);
  }
  throw new UpstreamError("zendesk", "unanswered", {
    reason: "Zendesk still builds the app: run this again in a few minutes",
  });
}

/** A plan without private apps is not told apart from other refusals but by Zendesk's words. */
export const isRefusal = ({ status = 0 }: UpstreamError) => [403, 404, 422].includes(status);

/** What Zendesk refuses, in its words, and what can be done about it. */
export function refusalOf({ status, reason }: UpstreamError): string {
  const words = reason ? `: ${reason}` : "";
  return `Zendesk refuses it (HTTP ${status}${words}). ${WITHOUT_APPS}`;
}

function missing(): never {
  throw new UpstreamError("zendesk", "unavailable", { reason: "the job names no app" });
}
