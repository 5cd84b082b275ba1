import { globSync, readFileSync } from "node:fs";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { LANGUAGES } from "../../lib/domain/replies/languages.ts";
import { TWILIO_PARTS } from "../../lib/providers/twilio/client.ts";
import { bundleFunctions } from "../../lib/tools/bundle.ts";

const PARTS = ["api", "lib", "drizzle", "package.json"];
/** What a function is loaded with: what it, and whatever that names, imports at once. */
const IMPORTED = /^(?:import|export)\b[^;]*?from "(\.[^"]+)"|^import "(\.[^"]+)"/gm;

const IN_OTHER_LANGUAGES = new Set(
  LANGUAGES.filter((language) => language !== "en").flatMap((language) =>
    ["replies", "notes", "failures/said"].map((room) => `lib/domain/${room}/${language}.ts`),
  ),
);

function loadedWith(file: string, loaded = new Map<string, string>()): Map<string, string> {
  if (loaded.has(file)) return loaded;
  const code = readFileSync(file, "utf8");
  loaded.set(file, code);
  for (const [, from, bare] of code.matchAll(IMPORTED))
    loadedWith(join(dirname(file), from ?? bare ?? ""), loaded);
  return loaded;
}

/** Twilio's client is built with the services that we call, and says what to do where one is missing. */
async function expectTwilioInPart(folder: string): Promise<void> {
  const [part = ""] = globSync("bundled/Twilio-*.js", { cwd: folder });
  const { default: Twilio } = await import(pathToFileURL(join(folder, part)).href);
  const client = new Twilio("AC", "secret", { httpClient: {} });
  for (const name of TWILIO_PARTS) expect(client[name], name).toBeDefined();
  expect(client.messages.create).toBeTypeOf("function");
  expect(() => client.chat).toThrow("lib/providers/twilio/client.ts");
}

test("no function is loaded with what only tasks need: the assistant, a detector, time zones, other languages", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tickline-bundle-"));
  try {
    for (const part of PARTS) await cp(part, join(folder, part), { recursive: true });
    await symlink(resolve("node_modules"), join(folder, "node_modules"));
    const functions = await bundleFunctions(folder);
    expect(functions).toContain("api/twilio/whatsapp.ts");
    for (const name of functions) {
      const loaded = [...loadedWith(join(folder, name)).values()];
      // The bundler names each module above its code.
      const modules = loaded.flatMap((code) =>
        [...code.matchAll(/^\/\/ (\S+\.[mc]?[jt]s(?:\?\w+)?)$/gm)].map(([, file]) => file),
      );
      expect(modules, name).toContainEqual(expect.stringMatching(/zod\/v4\/mini\//));
      const needless =
        /node_modules\/(ai|@ai-sdk|zod\/v4\/(locales|classic)|lande|temporal-polyfill)\/|\?apart$|^lib\/assistant\/(?!ask-assistant)/;
      expect(
        modules.filter((file) => file && (needless.test(file) || IN_OTHER_LANGUAGES.has(file))),
        name,
      ).toEqual([]);
    }
    await expectTwilioInPart(folder);
    const [tasks = ""] = globSync("bundled/task-registry-*.js", { cwd: folder });
    const ofTasks = [...loadedWith(join(folder, tasks)).values()].join("");
    expect(ofTasks).toContain("// lib/tickets/open-ticket.ts");
    expect(ofTasks, "hours that most have not set").not.toContain("node_modules/temporal-polyfill/");
  } finally {
    await rm(folder, { recursive: true });
  }
});
