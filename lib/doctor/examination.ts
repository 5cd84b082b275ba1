import type { Business, Model } from "../assistant/assistant.ts";
import type { Env } from "../config/env.ts";
import type { Db } from "../db/client.ts";
import type { Finding } from "../domain/findings/finding.ts";
import type { Language } from "../domain/replies/languages.ts";
import type { OwnTexts } from "../domain/replies/own-wording.ts";
import type { OwnFetch } from "../http/own-fetch.ts";
import type { UpstreamFetch } from "../http/upstream.ts";

/** What an examination may use. */
export type Patient = {
  env: Env;
  db: Db;
  fetchUpstream: UpstreamFetch;
  /** Calls our own public address, as the providers do. */
  fetchOurselves: OwnFetch;
  /** What the business wants to say in words of its own. */
  texts(): Promise<OwnTexts>;
  /** What the assistant is told. */
  business(): Promise<Business>;
  /** The assistant's; asked for only where it is configured. */
  model(): Promise<Model>;
};

/** What set-up can make beyond what the doctor asks for. */
export type Wanted = {
  /** Makes the package of the sidebar's app; null where the app is not wanted. */
  packApp: (() => Promise<Uint8Array<ArrayBuffer>>) | null;
  /** In which templates are wanted, beside those that are there. */
  languages: readonly Language[];
};

/** Looks at one area; what it cannot look at is a finding as well. Changes nothing: only a finding's `fix` does, when it is applied. */
export type Examination = (patient: Patient, wanted?: Wanted) => Promise<Finding[]>;
