import { expect, test } from "vitest";
import { FAILURE_CODES } from "../../lib/domain/failures/failure-codes.ts";
import { failureReason, mayBeRetried } from "../../lib/domain/failures/failure-reason.ts";
import { FAILURES } from "../../lib/domain/failures/failure-sentences.ts";
import { OPTS_OUT } from "../../lib/domain/opt-outs.ts";

test.for([
  ["twilio", "63016", /24 hours.*templates \(texts that it approved in advance\)/, /template/],
  ["meta", "131047", /24 hours.*templates \(texts that it approved in advance\)/, /template/],
  ["twilio", "63024", /may not be on WhatsApp/, /check the number/],
  ["meta", "131026", /may not be on WhatsApp/, /check the number/],
  ["twilio", "21211", /not a valid phone number/, /country code/],
  ["twilio", "21610", /unsubscribed/, /START/],
  ["twilio", "30003", /switched off/, /later/],
  ["twilio", "30006", /landline/, /mobile number/],
  ["twilio", "30034", /United States/, /register/],
  ["twilio", "63018", /Too many messages/, /later/],
  ["twilio", "63038", /24 hours/, /tomorrow/],
  ["twilio", "63041", /template .* paused/, /another template/],
  ["meta", "131049", /marketing/, /not send it again today/],
  ["meta", "131050", /stopped marketing/, /no more marketing/],
  ["meta", "131053", /type or size/, /link/],
  ["meta", "131042", /charge/, /payment/],
  ["meta", "190", /refused our access/, /access/],
  ["meta", "132001", /template .* does not exist/, /another template/],
] as const)("an agent reads what %s's %s means and what to do", ([provider, code, why, next]) => {
  const { reason, nextStep } = failureReason(provider, code);
  expect(reason).toMatch(why);
  expect(nextStep).toMatch(next);
});

test.for([
  [
    "twilio",
    "63999",
    "Twilio could not deliver the message and gave no reason that we know (code 63999).",
    "Look the code up at https://www.twilio.com/docs/api/errors/63999 or try again once.",
  ],
  [
    "meta",
    "131999",
    "WhatsApp could not deliver the message and gave no reason that we know (code 131999).",
    "Look the code up at https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes or try again once.",
  ],
  [
    "twilio",
    null,
    "Twilio could not deliver the message and gave no reason.",
    "Try again once, or reach the customer another way.",
  ],
  [
    "meta",
    "",
    "WhatsApp could not deliver the message and gave no reason.",
    "Try again once, or reach the customer another way.",
  ],
  [
    "meta",
    "63016",
    "WhatsApp could not deliver the message and gave no reason that we know (code 63016).",
    expect.stringContaining("Look the code up"),
  ],
  [
    "twilio",
    "constructor",
    "Twilio could not deliver the message and gave no reason that we know (code constructor).",
    expect.stringContaining("Look the code up"),
  ],
] as const)("%s's unknown code %j reads well too", ([provider, code, reason, nextStep]) => {
  expect(failureReason(provider, code)).toEqual({ reason, nextStep });
  expect(mayBeRetried(provider, code)).toBe(false);
});

test.for(Object.entries(FAILURES))("%s is told in whole sentences, without jargon", ([, failure]) => {
  for (const sentence of [failure.reason, failure.nextStep]) {
    expect(sentence).toMatch(/^[A-Z].*[a-z)0-9T]\.$/s);
    expect(sentence.length).toBeLessThanOrEqual(160);
    expect(sentence).not.toMatch(
      /SID|payload|API|session|window|handset|parameter|BSUID|webhook|throttl|undefined/i,
    );
  }
});

test("every sentence belongs to a code, and every code of Meta's and Twilio's has a number", () => {
  const used = new Set(Object.values(FAILURE_CODES).flatMap((codes) => Object.values(codes)));
  expect(Object.keys(FAILURES).filter((name) => !used.has(name as keyof typeof FAILURES))).toEqual([]);
  for (const code of Object.values(FAILURE_CODES).flatMap((codes) => Object.keys(codes)))
    expect(code).toMatch(/^\d{1,6}$/);
});

test.for([
  [
    "twilio",
    ["20429", "63017", "63018", "21611", "30001", "30003", "30008", "30017", "63010", "63012", "63029"],
  ],
  ["meta", ["2", "4", "80007", "130429", "131000", "131016", "131048", "131056", "131057"]],
] as const)("%s may be tried again after what passes by itself", ([provider, codes]) => {
  for (const code of codes) expect(mayBeRetried(provider, code), code).toBe(true);
});

test.for([
  ["twilio", ["63016", "63024", "21211", "21610", "30005", "30006", "30007", "63013", "63038", "63049"]],
  ["meta", ["131026", "131047", "131049", "131050", "131042", "132001", "132015", "190", "368"]],
] as const)("%s is not tried again where somebody must change something first", ([provider, codes]) => {
  for (const code of codes) expect(mayBeRetried(provider, code), code).toBe(false);
});

test("who wants no messages is never tried again", () => {
  for (const code of OPTS_OUT) {
    expect(mayBeRetried("twilio", code) || mayBeRetried("meta", code)).toBe(false);
  }
  expect([...OPTS_OUT]).toEqual(["21610", "131050"]);
});
