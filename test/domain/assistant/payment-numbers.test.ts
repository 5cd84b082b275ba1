import fc from "fast-check";
import { expect, test } from "vitest";
import { isUnsafe } from "../../../lib/domain/assistant/unsafe.ts";

/** No words are listed: only numbers count. */
const isPayment = (text: string) => isUnsafe(text, "");

test.for([
  "4111 1111 1111 1111",
  "4111111111111111",
  "my visa is 4111-1111-1111-1111, thanks",
  "5555.5555.5555.4444",
  "3782 822463 10005",
  "3056 930902 5904",
  "3530111333300000",
  "6011 1111 1111 1117",
  "2223003122003222",
  "6200000000000005",
  "4222222222222",
  "order 12 4111 1111 1111 1111 123",
  "4111 1111\n1111 1111",
  "4\u200b111 1111 1111 1111",
  "４１１１ １１１１ １１１１ １１１１",
  "٤١١١ ١١١١ ١١١١ ١١١١",
  "DE89 3704 0044 0532 0130 00",
  "iban:de89370400440532013000.",
  "GB29 NWBK 6016 1331 9268 19 is mine",
  "FR14-2004-1010-0505-0001-3M02-606",
  "NL91ABNA0417164300",
  "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
  "4111/1111/1111/1111",
  "4111_1111_1111_1111",
  "4111,1111,1111,1111",
  "4111·1111·1111·1111",
  "4111 - 1111 - 1111 - 1111",
  "4111   1111   1111   1111",
  "on 5/12: 4111/1111/1111/1111",
  "3782/822463/10005",
  "4_1_1_1_1_1_1_1_1_1_1_1_1_1_1_1",
  "४१११ ११११ ११११ ११११",
  "𝟒𝟏𝟏𝟏 𝟏𝟏𝟏𝟏 𝟏𝟏𝟏𝟏 𝟏𝟏𝟏𝟏",
  "4️⃣1️⃣1️⃣1️⃣ 1111 1111 1111",
  "DE89.3704.0044.0532.0130.00",
  "DE89/3704/0044/0532/0130/00",
])("%j pays for something", (text) => {
  expect(isPayment(text)).toBe(true);
});

test.for([
  "4111 1111 1111 1112",
  "+49 170 1234567",
  "call +1 (415) 555-0100",
  "004915123456789",
  "4915123456789",
  "+411111111111111",
  "order 1234567890123456",
  "tracking 1Z999AA10123456784",
  "tracking 9400 1000 0000 0000 0000 00",
  "IMEI 356938035643809",
  "SIM 8949010000001234567",
  "2026-11-29 14:30 until 2026-11-30 15:45",
  "invoice 2026/0042 of 29.11.2026 over 1,234.56",
  "0000 0000 0000 0000",
  "DE89 3704 0044 0532 0130 01",
  "AB12CD34EF56GH78",
  "it was no 12 months ago that we spoke about this",
  "no 95 months later we spoke",
  "+378 282 246 310 005",
  "ps5 1234 1234",
  ...["2021/2022/2023/2024", "2014,2015,2016,2017,2018", "2021 2022 2023 2024 2025 2026"],
  // With a space between the groups, or nothing, each of these would be a card's.
  ...["tickets #4111 #1111 #1111 #1111", "'4111', '1111', '1111', '1111'"],
  ...["articles 4111, 1111, 1111, 1111", "orders 4111111; 1111111; 11", "4111 1111 and 1111 1111"],
  ...["41 cups, 111 plates/111 forks/11111111 spoons", "41/11/1111 11:11 and 1111"],
  ...["from 24/12/2026, 14:30, to 02/01/2027, 15:45", "5 x 12.50 + 3 x 4.99 = 77,47 EUR (14.77 VAT)"],
  ...["+49/170/1234567", "1,234,567.89 / 2,345,678.90", "555-0100/555-0101/555-0102", "3:0, 6:4, 6:4, 7:6"],
  ...["at 12.11.2026 - 15.11.2026, 18:00", "de 12.11.2026 a 15.11.2026", "no 12.11.2026, 15:30"],
  "",
])("%j pays for nothing", (text) => {
  expect(isPayment(text)).toBe(false);
});

const DIGITS = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 });

test("of the ten numbers that differ in the last digit alone, one is a card's", () => {
  fc.assert(
    fc.property(DIGITS, (digits) => {
      const cards = Array.from({ length: 10 }, (_, last) => isPayment(`4${digits.join("")}${last}`));
      expect(cards.filter(Boolean)).toHaveLength(1);
    }),
  );
});
