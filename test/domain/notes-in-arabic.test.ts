import { expect, test } from "vitest";
import { refusal } from "../../lib/domain/notes/refusal.ts";
import { withoutIsolates } from "../../lib/domain/replies/fill.ts";
import { notesIn } from "../../lib/wiring/notes.ts";

const ARABIC = await notesIn("ar");
const kept = (text: string) => `\u2068${text}\u2069`;
const AT = new Date("2026-11-29T18:05:00Z");
const WHEN = kept("29 نوفمبر 2026، 18:05 UTC");

test("an Arabic note keeps an English message, its ticket's number and a date in order", () => {
  const what = ARABIC.mention({ kind: "text", body: "Where is order 7-A (ticket #1042)?" });
  expect(ARABIC.delivered(what, AT, 1)).toBe(
    `وصلت في ${WHEN}: ${kept('"Where is order 7-A (ticket #1042)?"')}`,
  );
  expect(ARABIC.decided("7-A", "approved")).toBe(`وافق العميل على ${kept("7-A")} برسالة.`);
  const line = { via: null, kind: "text", body: "Where is it?", isForgotten: false, at: AT } as const;
  expect(ARABIC.transcript([{ ...line, direction: "inbound", isLost: true }])).toBe(
    `${WHEN} العميل: ${kept("Where is it?")} (لم تصل)`,
  );
});

test("what is opened, copied or set as a subject has no marks in it", () => {
  const url = "https://tickline.example/console/contacts/1";
  expect(ARABIC.lost(AT, url)).toContain(` ${url}`);
  expect(ARABIC.lost(AT, url).endsWith(url)).toBe(true);
  const why = ARABIC.refusal(refusal("templateUnknown", { name: "order_1" }));
  expect(ARABIC.fromTicket.tagRefused("whatsapp_template_order_1", why)).toContain(
    "للوسم whatsapp_template_order_1: ",
  );
  const message = { kind: "text", body: "Order 7-A (late)", media: [], detail: {} } as const;
  expect(ARABIC.subject({ ...message, media: [] })).toBe("Order 7-A (late)");
});

test.for([
  [2, "رسالتين"],
  [3, "3 رسائل"],
  [11, "11 رسالة"],
  [100, "100 رسالة"],
] as const)("%i messages are counted as Arabic counts them", ([count, messages]) => {
  expect(withoutIsolates(ARABIC.read("x", AT, count))).toContain(` في ${messages}: `);
});
