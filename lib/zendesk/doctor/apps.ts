import { SIDEBAR_APP, type SidebarAppSettings } from "../../domain/sidebar/sidebar-app.ts";
import { UpstreamError } from "../../errors.ts";
import type { Call } from "../call.ts";

/** A private app of the account; where Zendesk does not say which version it is, that is not known. */
export type App = { id: string; name: string; version: string | undefined };

export type Installation = { id: string; appId: string; isEnabled: boolean; host: string | undefined };

/** Building an app takes Zendesk a while. "queued" and "working" go on. */
export type AppJob = { status: string; message: string | undefined; appId: string | undefined };

type Raw = Record<string, unknown>;

/** The app that is set, else ours by its name: it may be there, and its id not known here yet. */
export function appAmong(apps: readonly App[], appId: string | undefined): App | undefined {
  return apps.find(({ id }) => id === appId) ?? apps.find(({ name }) => name === SIDEBAR_APP.name);
}

/** Apps by Zendesk's API, which node-zendesk has no methods for but those of installations. @see https://developer.zendesk.com/api-reference/ticketing/apps/apps/ */
export function apps(call: Call) {
  const get = (path: string[]) =>
    call<Raw>(async (client, answered) => {
      await client.installations.get(path);
      return answered();
    });
  const change = (method: "post" | "put", path: string[], body: object) =>
    call<Raw>(async (client, answered) => {
      await client.installations[method](path, body);
      return answered();
    });

  return {
    async ownedApps(): Promise<App[]> {
      const { apps } = await get(["apps", "owned"]);
      return listOf(apps, "apps").map(({ id, name, version }) => ({
        id: String(id),
        name: String(name),
        version: textOf(version),
      }));
    },

    async installations(): Promise<Installation[]> {
      const { installations } = await get(["apps", "installations"]);
      return listOf(installations, "installations").map(({ id, app_id, enabled, settings }) => ({
        id: String(id),
        appId: String(app_id),
        isEnabled: enabled !== false,
        host: textOf((settings as Raw | undefined)?.host),
      }));
    },

    /** @returns the upload's id, of which an app is made */
    async uploadApp(zip: Uint8Array<ArrayBuffer>): Promise<string> {
      const form = new FormData();
      form.append("uploaded_data", new Blob([zip], { type: "application/zip" }), "app.zip");
      const { id } = await call<Raw>((client) =>
        // Its types know files and streams alone.
        client.installations.requestUpload(["apps", "uploads"] as never, form as never),
      );
      if (id !== undefined && id !== null) return String(id);
      throw unreadable("upload");
    },

    /** @returns the id of the job that makes it */
    createApp: async (uploadId: string): Promise<string> =>
      jobIn(
        await change("post", ["apps"], {
          name: SIDEBAR_APP.name,
          short_description: SIDEBAR_APP.description,
          upload_id: Number(uploadId),
        }),
      ),

    /** @returns the id of the job that gives it another package */
    updateApp: async (appId: string, uploadId: string): Promise<string> =>
      jobIn(await change("put", ["apps", appId], { upload_id: Number(uploadId) })),

    async appJob(jobId: string): Promise<AppJob> {
      const { status, message, app_id } = await get(["apps", "job_statuses", jobId]);
      if (typeof status !== "string") throw unreadable("status");
      return { status, message: textOf(message), appId: app_id ? String(app_id) : undefined };
    },

    async install(appId: string, settings: SidebarAppSettings): Promise<void> {
      await change("post", ["apps", "installations"], { app_id: Number(appId), settings });
    },

    async updateInstallation(id: string, settings: SidebarAppSettings): Promise<void> {
      await change("put", ["apps", "installations", id], { settings, enabled: true });
    },
  };
}

const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);

function listOf(value: unknown, what: string): Raw[] {
  if (Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null)) return value;
  throw unreadable(what);
}

function jobIn({ job_id }: Raw): string {
  if (job_id !== undefined && job_id !== null) return String(job_id);
  throw unreadable("job");
}

const unreadable = (what: string) =>
  new UpstreamError("zendesk", "unavailable", { status: 200, reason: `the answer has no ${what}` });
