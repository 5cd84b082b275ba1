import { unzipSync } from "fflate";
import { SIDEBAR_APP } from "../../../lib/domain/sidebar/sidebar-app.ts";
import { type Answer, asObject, type UpstreamCall } from "../upstreams/call.ts";
import type { ZendeskApp } from "./app.ts";
import { RECORD_NOT_FOUND, recordInvalid } from "./resources.ts";

type OwnedApp = { id: number; name: string; version: string; short_description?: unknown };
type AppInstallation = {
  id: number;
  app_id: number;
  product: "support";
  enabled: boolean;
  settings: Record<string, unknown>;
};

/** Private apps of the account, as an admin sees them; tests may change all of it. */
export type AppShelf = {
  owned: OwnedApp[];
  installations: AppInstallation[];
  /** The plan has no private apps. */
  hasNone: boolean;
  /** In place of what the job that makes an app comes to. */
  jobEnds: { status: "completed" | "failed" | "killed"; message?: string };
  /** Our app is there, installed for this host as set-up installs it. */
  install(host: string): void;
};

type Desk = { app: Pick<ZendeskApp, "id" | "installationId">; nextId: () => number };

const MOST_BYTES = 2 * 1024 * 1024;
const NOT_IN_PLAN: Answer = {
  status: 403,
  body: { error: "Forbidden", description: "Private apps are not available on your plan." },
};

/** Apps, their packages and jobs, and installations: at first none. The first app has the key with which tokens are signed. */
export function createApps({ app, nextId }: Desk) {
  const shelf: AppShelf = {
    owned: [],
    installations: [],
    hasNone: false,
    jobEnds: { status: "completed" },
    install,
  };
  const packages = new Map<number, { version: string }>();
  const jobs = new Map<string, { looks: number; appId: number; make: () => void }>();

  function install(host: string): void {
    const { name, version } = SIDEBAR_APP;
    const [id, installationId] = [app.id, app.installationId].map(Number) as [number, number];
    shelf.owned.push({ id, name, version });
    const settings = { name, host };
    shelf.installations.push({ id: installationId, app_id: id, product: "support", enabled: true, settings });
  }

  function uploaded({ body, headers }: UpstreamCall): Answer {
    const zip = fileIn(body, headers["content-type"] ?? "");
    if (!zip) return recordInvalid("uploaded_data", "Uploaded data: cannot be blank");
    if (zip.length > MOST_BYTES) return recordInvalid("uploaded_data", "Package is larger than 2 MB");
    const manifest = manifestIn(zip);
    if (!manifest) return recordInvalid("uploaded_data", "Could not find manifest.json");
    const id = nextId();
    packages.set(id, { version: String(manifest.version) });
    return { status: 201, body: { id } };
  }

  function built(body: unknown, known: OwnedApp | undefined): Answer {
    const { upload_id, name, short_description } = asObject(body);
    const uploaded = packages.get(Number(upload_id));
    if (!uploaded) return recordInvalid("upload_id", "Upload: does not exist");
    if (!known && typeof name !== "string") return recordInvalid("name", "Name: cannot be blank");
    const id = known?.id ?? (shelf.owned.length === 0 ? Number(app.id) : nextId());
    const make = () => {
      if (known) Object.assign(known, uploaded);
      else shelf.owned.push({ id, name: String(name), short_description, ...uploaded });
    };
    const job = `job-${nextId()}`;
    jobs.set(job, { looks: 0, appId: id, make });
    return { status: 202, body: { job_id: job } };
  }

  /** Under way at the first look, at its end from the second on. */
  function looked(id: string): Answer {
    const job = jobs.get(id);
    if (!job) return RECORD_NOT_FOUND;
    job.looks += 1;
    if (job.looks === 1) return { status: 200, body: { id, status: "working", progress: 50 } };
    if (job.looks === 2 && shelf.jobEnds.status === "completed") job.make();
    return { status: 200, body: { id, ...shelf.jobEnds, app_id: job.appId } };
  }

  function installations(call: UpstreamCall, id: string): Answer {
    const { app_id, settings, enabled } = asObject(call.body);
    if (call.method === "GET" && id === "")
      return { status: 200, body: { installations: shelf.installations } };
    if (call.method === "POST") {
      if (!shelf.owned.some((one) => one.id === Number(app_id)))
        return recordInvalid("app_id", "App: not found");
      if (!asObject(settings).host) return recordInvalid("settings", "host: is required");
      const installed: AppInstallation = {
        id: shelf.installations.length === 0 ? Number(app.installationId) : nextId(),
        app_id: Number(app_id),
        product: "support",
        enabled: true,
        settings: asObject(settings),
      };
      shelf.installations.push(installed);
      return { status: 201, body: installed };
    }
    const installation = shelf.installations.find((one) => one.id === Number(id));
    if (!installation || call.method !== "PUT") return RECORD_NOT_FOUND;
    Object.assign(installation, {
      settings: { ...installation.settings, ...asObject(settings) },
      ...(typeof enabled === "boolean" && { enabled }),
    });
    return { status: 200, body: installation };
  }

  return {
    shelf,
    /** Answers below `/api/v2/apps`. */
    answer(call: UpstreamCall, rest: string): Answer {
      if (shelf.hasNone) return NOT_IN_PLAN;
      const [, what = "", id = ""] = rest.split("/");
      if (what === "owned") return { status: 200, body: { apps: shelf.owned } };
      if (what === "uploads" && call.method === "POST") return uploaded(call);
      if (what === "job_statuses") return looked(id);
      if (what === "installations") return installations(call, id);
      if (what === "" && call.method === "POST") return built(call.body, undefined);
      const known = shelf.owned.find((one) => one.id === Number(what));
      return known && call.method === "PUT" ? built(call.body, known) : RECORD_NOT_FOUND;
    },
  };
}

/** The file of a form's field `uploaded_data`. */
function fileIn(body: unknown, type: string): Buffer | undefined {
  const boundary = /^multipart\/form-data; ?boundary="?([^"]+)"?$/.exec(type)?.[1];
  if (!Buffer.isBuffer(body) || !boundary || !body.includes('name="uploaded_data"')) return undefined;
  const begin = body.indexOf("\r\n\r\n", body.indexOf('name="uploaded_data"')) + 4;
  return body.subarray(begin, body.indexOf(`\r\n--${boundary}`, begin));
}

/** What a package says of itself, at its root; undefined where it says nothing. */
function manifestIn(zip: Uint8Array): Record<string, unknown> | undefined {
  try {
    const file = unzipSync(zip)["manifest.json"];
    return file && asObject(JSON.parse(Buffer.from(file).toString()));
  } catch {
    return undefined;
  }
}
