import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Form } from "../../lib/channels/twilio/form.ts";
import { verifyTwilio } from "../../lib/channels/twilio/verify.ts";
import { ForeignAccountError, SignatureError } from "../../lib/errors.ts";

/** Signatures that Twilio's own libraries publish; data of others that is not part of the project. */
const FILE = new URL("../../../shared/fixtures/signatures/vectors.json", import.meta.url);

type Vector = { name: string; url: string; params?: Form; signature: string };
type Published = { twilio: { token: string; vectors: Vector[] } };

const published: Published | null = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : null;
const vectors = published?.twilio.vectors.filter(({ params }) => params) ?? [];

function verify({ url, params = {}, signature }: Vector): void {
  const { origin, pathname, search } = new URL(url);
  verifyTwilio(
    { path: pathname, rawQuery: search, signature, form: params },
    {
      accountSid: "not in these vectors",
      webhookTokens: [published?.twilio.token ?? ""],
      publicOrigins: [origin],
      paths: [pathname],
    },
  );
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
