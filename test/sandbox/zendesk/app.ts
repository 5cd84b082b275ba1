import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { Answer, UpstreamCall } from "../upstreams/call.ts";
import type { ZendeskUser } from "./resources.ts";

/** What a token of the app may say otherwise than Zendesk does. */
export type TokenOptions = {
  /** Claims in place of the usual ones; one that is undefined is left out. */
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  /** The key that it is signed with; in place of the app's own. */
  key?: KeyObject;
};

/** The private app of the account: its id, and what Zendesk signs with for it. */
export type ZendeskApp = {
  id: string;
  installationId: string;
  publicKey: KeyObject;
  /** The form field `token` with which Zendesk loads the app's page for somebody. */
  signToken(user: Pick<ZendeskUser, "id">, options?: TokenOptions): string;
  /** From now on the app has another key. */
  changeKey(): void;
};

type KeyPair = { publicKey: KeyObject; privateKey: KeyObject };

const LASTS_SECONDS = 300;

/** An app with a key of its own, and the answers to whoever asks for that. */
export function createApp(origin: string) {
  let made: KeyPair | undefined;
  // Made when it is wanted: that takes a while, and few tests do.
  const keys = () => {
    made ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
    return made;
  };

  const app: ZendeskApp = {
    id: "1029384",
    installationId: "48765123",
    get publicKey() {
      return keys().publicKey;
    },
    signToken(user, { claims = {}, header = {}, key = keys().privateKey } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const head = { typ: "JWT", alg: "RS256", ...header };
      const said = {
        iss: new URL(origin).host,
        aud: `${origin}/api/v2/apps/installations/${app.installationId}.json`,
        sub: String(user.id),
        iat: now,
        nbf: now,
        exp: now + LASTS_SECONDS,
        cnf: { jku: `${origin}/api/v2/apps/${app.id}/public_key.jwks` },
        qsh: "f9b4c2",
        context: { product: "support", location: "ticket_sidebar" },
        ...claims,
      };
      const signed = [head, said].map(encoded).join(".");
      return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
    },
    changeKey() {
      made = undefined;
    },
  };

  return {
    app,
    /** Answers for the app's public key, which anybody may read; undefined for everything else. */
    answer({ method, path }: UpstreamCall): Answer | undefined {
      const asked = `/api/v2/apps/${app.id}/public_key`;
      if (method !== "GET" || (path !== asked && path !== `${asked}.pem`)) return undefined;
      const pem = String(keys().publicKey.export({ type: "spki", format: "pem" }));
      if (path === asked) return { status: 200, body: { public_key: pem } };
      return { status: 200, headers: { "content-type": "text/plain" }, body: Buffer.from(pem) };
    },
  };
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
