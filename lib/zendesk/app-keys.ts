import { UpstreamError } from "../errors.ts";
import { failureOf, readText, retryAfterSeconds, type UpstreamFetch } from "../http/upstream.ts";
import type { Settings } from "./call.ts";
import type { Zendesk } from "./zendesk.ts";

/** Newlines come as they are in `.pem`, and as `\n` in JSON. */
const PEM =
  /-----BEGIN (?:RSA )?PUBLIC KEY-----[A-Za-z0-9+/=\s\\n]{100,4000}-----END (?:RSA )?PUBLIC KEY-----/;

/** Public keys of apps. Anybody may read them, so our credentials do not travel. */
export function appKeys({ subdomain }: Settings, fetchUpstream: UpstreamFetch): Pick<Zendesk, "showAppKey"> {
  const read = async (appId: string, ending: "" | ".pem"): Promise<string | undefined> => {
    const url = `https://${subdomain}.zendesk.com/api/v2/apps/${appId}/public_key${ending}`;
    const response = await fetchUpstream("zendesk", url);
    const text = await readText("zendesk", response);
    const failure = failureOf(response.status);
    if (failure && failure !== "rejected") {
      throw new UpstreamError("zendesk", failure, {
        status: response.status,
        retryAfterSeconds: retryAfterSeconds(response.headers),
      });
    }
    return failure ? undefined : PEM.exec(text)?.[0].replaceAll("\\n", "\n");
  };

  return {
    async showAppKey(appId) {
      const pem = (await read(appId, ".pem")) ?? (await read(appId, ""));
      if (pem) return pem;
      throw new UpstreamError("zendesk", "rejected", { reason: "the app has no public key" });
    },
  };
}
