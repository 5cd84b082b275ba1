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
  ["messenger:14155550100", null],
  ["US.13491208655302741918", null],
] as const)("%j as a phone number is %j", ([text, phone]) => {
  expect(parsePhone(text)).toBe(phone);
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
