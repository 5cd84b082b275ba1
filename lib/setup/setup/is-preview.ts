import { parseEnv } from "../../env.ts";
import type { Variables } from "../../settings.ts";

/** A branch's address, and that of one deployment. @see https://vercel.com/docs/deployments/generated-urls */
const NOT_PRODUCTION = /-git-[^.]+\.vercel\.app$|-[a-z0-9]{9}-[^.]+\.vercel\.app$/;

/** Whether providers would be pointed at what is not production: a preview, or a branch's address. */
export function isPreview(variables: Variables): boolean {
  const [origin] = parseEnv(variables).publicOrigins;
  if (variables.VERCEL_ENV === "preview") return true;
  return origin !== undefined && NOT_PRODUCTION.test(new URL(origin).hostname);
}
