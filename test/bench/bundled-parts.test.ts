import { describe, expect, it } from "vitest";
import { importedBy, modulesOf, ownerOf } from "./bundled-parts.ts";

const BUNDLE = `import { a } from "./rolldown-runtime-DU8RvWek.js";
import { createHash } from "node:crypto";
// ../../../node_modules/@vercel/functions/headers.js
var require_headers = 1;
// A comment of its own ends in nothing that is a file.
// lib/http/form.ts
const later = () => import("./lib-Cif7-fKf.js");
export { later };
`;

describe("a bundle is told apart by owner", () => {
  it("whole, each module with the line that names it", () => {
    expect(modulesOf(BUNDLE).map(({ owner, code }) => [owner, code.trimEnd().split("\n").length])).toEqual([
      ["the bundler", 2],
      ["@vercel/functions", 3],
      ["lib/http", 3],
    ]);
  });

  it("what is asked for later is not imported", () => {
    expect(importedBy(BUNDLE)).toEqual(["./rolldown-runtime-DU8RvWek.js", "node:crypto"]);
  });

  it.each([
    ["../../../node_modules/zod/v4/core/util.js", "zod"],
    ["node_modules/a/node_modules/@b/c/index.js", "@b/c"],
    ["lib/config/settings/own.ts", "lib/config"],
    ["api/twilio/whatsapp.ts", "api/twilio"],
  ])("%s is of %s", (name, owner) => expect(ownerOf(name)).toBe(owner));
});
