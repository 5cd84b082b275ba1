import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ForeignAccountError, SignatureError } from "../../lib/errors.ts";
import type { Form } from "../../lib/http/form.ts";
import { verifyMeta } from "../../lib/providers/meta/verify.ts";
import { verifyTwilio, verifyTwilioJson } from "../../lib/providers/twilio/verify.ts";
import { verifyZendesk } from "../../lib/zendesk/verify.ts";

/** Signatures that providers and their libraries publish; data of others that is not part of the project. */
const FILE = new URL("../../../shared/fixtures/signatures/vectors.json", import.meta.url);

type Vector = { name: string; url: string; params?: Form; body?: string; signature: string };
type HubVector = { secret: string; body: string; signature: string };
type ZendeskVector = { secret: string; timestamp: string; body: string; signature: string };
type Published = {
  twilio: { token: string; vectors: Vector[] };
  zendesk: { vectors: ZendeskVector[] };
  hubSha256: { vectors: HubVector[] };
};

const published: Published | null = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : null;
const vectors = published?.twilio.vectors.filter(({ params }) => params) ?? [];
const jsonVectors = published?.twilio.vectors.filter(({ body }) => body !== undefined) ?? [];

function verify({ url, params = {}, signature }: Vector): void {
  const { signed, expected } = knownAs(url);
  verifyTwilio({ ...signed, signature, form: params }, expected);
}

function verifyJson({ url, body, signature }: Vector): string {
  const { signed, expected } = knownAs(url);
  return verifyTwilioJson({ ...signed, signature, bytes: Buffer.from(body ?? "") }, expected);
}

function knownAs(url: string) {
  const { origin, pathname, search } = new URL(url);
  const expected = {
    accountSid: "not in these vectors",
    webhookTokens: [published?.twilio.token ?? ""],
    publicOrigins: [origin],
    paths: [pathname],
  };
  return { signed: { path: pathname, rawQuery: search }, expected };
}

test.skipIf(published === null)(
  "published signatures fit (skipped without the fixtures beside the project)",
  () => {
    expect(vectors.length).toBeGreaterThan(4);
    for (const vector of vectors) {
      // Authentic, and then refused for its account: the vectors name none.
      expect(() => verify(vector), vector.name).toThrow(ForeignAccountError);
    }
  },
);

test.skipIf(published === null)("with one character changed, none of them does", () => {
  for (const vector of vectors) {
    const [first = "", ...rest] = vector.signature;
    const signature = [first === "A" ? "B" : "A", ...rest].join("");
    expect(() => verify({ ...vector, signature }), vector.name).toThrow(SignatureError);
  }
});

test.skipIf(published === null)("published signatures of JSON bodies fit those bytes and no others", () => {
  expect(jsonVectors.length).toBeGreaterThan(1);
  for (const vector of jsonVectors) {
    expect(verifyJson(vector), vector.name).toBe(new URL(vector.url).pathname);
    expect(() => verifyJson({ ...vector, body: `${vector.body} ` }), vector.name).toThrow(SignatureError);
  }
});

test.skipIf(published === null)("a published X-Hub-Signature-256 fits those bytes and no others", () => {
  const hub = published?.hubSha256.vectors ?? [];
  expect(hub.length).toBeGreaterThan(0);
  for (const { body, signature, secret } of hub) {
    expect(() => verifyMeta(Buffer.from(body), signature, secret)).not.toThrow();
    expect(() => verifyMeta(Buffer.from(`${body} `), signature, secret)).toThrow(SignatureError);
  }
});

/** `signedAt` is the clock's time when it arrives. */
function verifyRing({ secret, timestamp, body, signature }: ZendeskVector, signedAt: number) {
  const headers = new Headers({
    "x-zendesk-webhook-signature": signature,
    "x-zendesk-webhook-signature-timestamp": timestamp,
  });
  verifyZendesk(Buffer.from(body), headers, secret, signedAt);
}

test.skipIf(published === null)(
  "a published signature of Zendesk's fits those bytes, that time and no others",
  () => {
    const rings = published?.zendesk.vectors ?? [];
    expect(rings.length).toBeGreaterThan(0);
    for (const ring of rings) {
      const signedAt = Date.parse(ring.timestamp);
      const refused = (changed: Partial<ZendeskVector>) =>
        expect(() => verifyRing({ ...ring, ...changed }, signedAt)).toThrow("does not fit");
      expect(() => verifyRing(ring, signedAt)).not.toThrow();
      refused({ body: `${ring.body} ` });
      refused({ timestamp: `${ring.timestamp}0` });
      refused({ secret: `${ring.secret}=` });
      refused({ signature: ring.signature.toLowerCase() });
      // Authentic, and of another day.
      expect(() => verifyRing(ring, Date.now())).toThrow("more than 15 minutes off");
    }
  },
);
