import { expect, test } from "vitest";
import { shownUrl } from "../../lib/domain/urls/shown-url.ts";

const BYPASS = "x-vercel-protection-bypass";

test.for([
  ["https://u:p@ss@host.example/x", "https://<secret>@host.example/x"],
  ["https://user:pass@host.example", "https://<secret>@host.example"],
  ["postgres+tls://u:p@ss@host.example/x", "postgres+tls://<secret>@host.example/x"],
  [`https://host.example/x?${BYPASS}=one&${BYPASS}=two#rc=3`, null],
  ["https://host.example/x?x%2Dvercel%2dprotection-bypass=one", null],
  [`https://host.example/x?a=1&${BYPASS.toUpperCase()}=one`, null],
  ["https://host.example/@me?a=1#rc=3&rp=all", "https://host.example/@me?a=1#rc=3&rp=all"],
] as const)("of %s no secret is shown", ([url, shown]) => {
  const seen = shownUrl(url);
  if (shown !== null) expect(seen).toBe(shown);
  expect(seen).not.toMatch(/p@ss|pass@|=(one|two)/);
  expect(seen).toContain("host.example");
});
