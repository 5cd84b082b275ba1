import type { Env } from "../../config/env.ts";
import { ownUrl } from "../../domain/urls/own-url.ts";
import { ZENDESK_ROUTES } from "../routes.ts";

const [PATH] = ZENDESK_ROUTES.agentReply;

export type OurAddress = {
  /** What a webhook of ours calls. */
  endpoint: string;
  /** Whether a webhook calls us, be it by another origin of ours or without the bypass. */
  isOurs(endpoint: string): boolean;
  /** The endpoint of a Tickline that is another deployment, without its query; null for what is none. */
  elsewhere(endpoint: string): string | null;
  isPreview: boolean;
  /** What somebody must know who changes it; empty but in a preview. */
  caution: string;
};

/** Where agents' answers are told to us; null while we do not know our own address. */
export function ourAddress(env: Env): OurAddress | null {
  const { isPreview } = env;
  const [origin] = env.publicOrigins;
  if (origin === undefined) return null;
  // A preview inherits production's address, whose webhook it must leave alone.
  const own = (isPreview ? [origin] : env.publicOrigins).map((one) => `${one}${PATH}`);
  const isOurs = (endpoint: string) => own.includes(bare(endpoint));
  return {
    endpoint: ownUrl(origin, PATH, env.protectionBypass),
    isOurs,
    elsewhere: (endpoint) =>
      bare(endpoint).endsWith(PATH) && !isOurs(endpoint) ? bare(endpoint).replace(/\/\/[^/]*@/, "//") : null,
    isPreview,
    caution: isPreview
      ? " This is a preview: agents' answers would be told to this branch's deployment as well."
      : "",
  };
}

const bare = (url: string) => url.replace(/[?#].*$/s, "");
