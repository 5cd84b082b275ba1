import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { packApp } from "../../lib/cli/app/pack.ts";
import { SIDEBAR_APP } from "../../lib/domain/sidebar/sidebar-app.ts";
import { createFolder, runCommand } from "../support/setup-command.ts";

/** What is in the package, by its version: whoever changes the one gives it another of the other. */
const CONTENTS: Record<string, string> = { "1.0.0": "4b7b8ed5ce90bc43" };

const MOST_BYTES = 2 * 1024 * 1024;

const files = () => unzipSync(packApp());
const json = (name: string) => JSON.parse(strFromU8(files()[name] ?? new Uint8Array()));

test("the package is what Zendesk asks for: private, signed, beside tickets, for any host of ours", () => {
  expect(Object.keys(files())).toEqual([
    "manifest.json",
    "translations/en.json",
    "assets/icon.svg",
    "assets/logo.png",
    "assets/logo-small.png",
  ]);
  const page = { url: "https://{{setting.host}}/zendesk/app", flexible: true };
  expect(json("manifest.json")).toMatchObject({
    author: { name: "Tickline" },
    defaultLocale: "en",
    frameworkVersion: "2.0",
    private: true,
    signedUrls: true,
    singleInstall: true,
    version: SIDEBAR_APP.version,
    location: { support: { ticket_sidebar: page, new_ticket_sidebar: page } },
    parameters: [{ name: "host", type: "text", required: true }],
    domainWhitelist: [],
  });
  expect(json("translations/en.json").app).toMatchObject({
    name: "Tickline",
    parameters: { host: { label: expect.any(String) } },
  });
  expect(packApp().length).toBeLessThan(MOST_BYTES);
});

test.for([
  ["assets/logo.png", 320],
  ["assets/logo-small.png", 128],
] as const)("%s is a picture of %i pixels each way", ([name, size]) => {
  const picture = Buffer.from(files()[name] ?? []);
  expect(picture.subarray(1, 4).toString()).toBe("PNG");
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([size, size]);
  const pixels = inflateSync(picture.subarray(41, 41 + picture.readUInt32BE(33)));
  expect(pixels.length).toBe(size * (1 + size * 4));
});

test("the same content is the same bytes, and another content has another version", () => {
  expect(packApp()).toEqual(packApp());
  const hash = createHash("sha256");
  for (const [name, bytes] of Object.entries(files())) hash.update(`${name}\n`).update(bytes);
  const { version } = SIDEBAR_APP;
  expect({ [version]: hash.digest("hex").slice(0, 16) }).toEqual({ [version]: CONTENTS[version] });
});

test("as a command it writes the package and says where", async () => {
  await using folder = await createFolder();
  const { code, out, errors } = await runCommand("zendesk-app", [], { folder: folder.path });
  expect([code, errors]).toEqual([0, ""]);
  const name = `tickline-zendesk-app-${SIDEBAR_APP.version}.zip`;
  expect(out).toContain(name);
  expect(await readdir(folder.path)).toEqual([name]);
  expect(new Uint8Array(await readFile(join(folder.path, name)))).toEqual(packApp());
});
