import { parseEnv } from "../../config/env.ts";
import type { Variables } from "../../config/settings.ts";

/**
 * A branch's address, and that of one deployment: nine letters and digits. Nine letters alone are a word of a project's name.
 * @see https://vercel.com/docs/deployments/generated-urls
 */
const NOT_PRODUCTION = /^[^.]+-(?:git-[^.]+|(?=[a-z]*\d)[a-z0-9]{9})-[^.]+\.vercel\.app$/;

/** Whether our address is not production's: a preview's, or, whatever runs there, that of a branch or of one deployment. */
export function isOutsideProduction(variables: Variables): boolean {
  const { isPreview, publicOrigins } = parseEnv(variables);
  const [origin] = publicOrigins;
  if (isPreview) return true;
  return origin !== undefined && NOT_PRODUCTION.test(new URL(origin).hostname);
}
