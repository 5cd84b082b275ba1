import type { Upstream } from "../domain/providers.ts";
import type { Deps } from "../ports.ts";

/** Whoever takes longer for a cheap call does not work for anybody. */
const PATIENCE_MS = 3_000;

/**
 * Whether an upstream answers at all: a cheap call in our name, which changes nothing, had a good answer within 3 s. False for anything
 * else, such as a failure over there, refused credentials, an account that is away, or none that is configured. Never throws.
 */
export async function answersAtAll(
  deps: Pick<Deps, "channel" | "zendesk">,
  upstream: Upstream,
  { withinMs = PATIENCE_MS } = {},
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, withinMs, false);
  });
  try {
    return await Promise.race([knock(deps, upstream), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function knock(deps: Pick<Deps, "channel" | "zendesk">, upstream: Upstream): Promise<boolean> {
  try {
    await (upstream === "zendesk" ? deps.zendesk : deps.channel(upstream)).knock();
    return true;
  } catch {
    // What a client stumbles over, such as data of another shape, is no good answer either.
    return false;
  }
}
