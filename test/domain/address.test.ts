import { expect, test } from "vitest";
import { channelOf, masked, parseBsuid, parsePhone } from "../../lib/domain/address.ts";

test.for([
  ["+14155550100", "+14155550100"],
  ["14155550100", "+14155550100"],
  ["whatsapp:+14155550100", "+14155550100"],
  ["WhatsApp:+14155550100", "+14155550100"],
  ["whatsapp: +1 (415) 555-0100", "+14155550100"],
  ["  +49 30.123 456-7 ", "+49301234567"],
  ["+123456789012345", "+123456789012345"],
  ["+1234567", "+1234567"],
  ["+1234567890123456", null],
  ["+123456", null],
  ["12345", null],
  ["+0123456789", null],
  ["", null],
  ["+", null],
  ["ACME", null],
  ["+1415555O100", null],
  ["++14155550100", null],
  ["+14155550100,+14155550101", null],
  ["+14155550100 ext. 5", null],
  ["+14155550100;ext=5", null],
  ["messenger:14155550100", null],
  ["US.13491208655302741918", null],
] as const)("%j as a phone number is %j", ([text, phone]) => {
  expect(parsePhone(text)).toBe(phone);
});

test.for([
  ["Brazil, before the ninth digit", "554188887777", "+5541988887777"],
  ["Brazil, with the ninth digit", "5541988887777", "+5541988887777"],
  ["Brazil, as dialled at home", "+55 (041) 98888-7777", "+5541988887777"],
  ["a landline in Curitiba", "554132654321", "+554132654321"],
  ["a landline in São Paulo", "+55 11 5555-1234", "+551155551234"],
  ["toll-free in Brazil", "+55 800 700 1234", "+558007001234"],
  ["Mexico, WhatsApp's 521", "5215512345678", "+525512345678"],
  ["Mexico, today", "+52 55 1234 5678", "+525512345678"],
  ["Monterrey, WhatsApp's 521", "5218112345678", "+528112345678"],
  ["Argentina, mobile", "5491123456789", "+541123456789"],
  ["Argentina, without the 9", "541123456789", "+541123456789"],
  ["Argentina, as dialled at home", "+54 011 15 2345-6789", "+541123456789"],
  ["Córdoba, mobile", "5493511234567", "+543511234567"],
  ["Córdoba, as dialled at home", "+54 0351 15 123-4567", "+543511234567"],
  ["Britain, with the trunk zero", "+44 (0) 7911 123456", "+447911123456"],
  ["North America, with the trunk 1", "+1 1 (415) 555-2671", "+14155552671"],
  ["Antigua, which North America numbers", "+1 268 464 1234", "+12684641234"],
  ["Italy, where the zero stays", "+39 06 1234 5678", "+390612345678"],
  ["copied from a telephone's contacts", "\u202a+1 415\u2011555\u20110100\u202c", "+14155550100"],
] as const)("%s: %j is %j", ([, text, phone]) => {
  expect(parsePhone(text)).toBe(phone);
  expect(parsePhone(phone)).toBe(phone);
});

test.for([
  ["a test number", "+15550001111"],
  ["Benin before its numbers grew", "+22997123456"],
  ["Benin since", "+2290197123456"],
  ["no country's code", "+999123456789"],
  ["too long for Germany", "+491511234567890"],
  ["a digit too few after Argentina's 15", "+5411151234567"],
])("%s, which a provider may deliver, is kept as received: %s", ([, text = ""]) => {
  expect(parsePhone(text)).toBe(text);
});

test.for([
  ["US.13491208655302741918", "US.13491208655302741918"],
  ["whatsapp:US.13491208655302741918", "US.13491208655302741918"],
  ["whatsapp:DE.ENT.11815799212886844830", "DE.ENT.11815799212886844830"],
  ["GB.abcXYZ789", "GB.abcXYZ789"],
  [`US.${"a".repeat(128)}`, `US.${"a".repeat(128)}`],
  [`US.${"a".repeat(129)}`, null],
  ["us.13491208655302741918", null],
  ["USA.13491208655302741918", null],
  ["US.", null],
  ["US.ENT.", null],
  ["US.134 912", null],
  ["US.1349;drop", null],
  ["+14155550100", null],
  ["14155550100", null],
  ["", null],
] as const)("%j as a business-scoped user id is %j", ([text, bsuid]) => {
  expect(parseBsuid(text)).toBe(bsuid);
});

test.for([
  ["whatsapp:+14155550100", "whatsapp"],
  ["whatsapp:US.13491208655302741918", "whatsapp"],
  ["+14155550100", "sms"],
  ["12345", "sms"],
])("an address such as %s is on the channel %s", ([address = "", channel]) => {
  expect(channelOf(address)).toBe(channel);
});

test.for([
  ["whatsapp:+14155550100", "…0100"],
  ["US.13491208655302741918", "…1918"],
  ["", "…"],
])("a log shows %s as %s", ([address = "", shown]) => {
  expect(masked(address)).toBe(shown);
});

test.for(["1234", "12345", "ACME"])(
  "a log does not show %s: its last four would be most of it",
  (address) => {
    expect(masked(address)).toBe("…");
  },
);
