import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { META_ROUTES } from "../lib/providers/meta/routes.ts";
import { TWILIO_ROUTES } from "../lib/providers/twilio/routes.ts";
import vercel from "../vercel.json" with { type: "json" };

/** Every source below these folders, as a path from the project's root. */
function sources(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((file) => path.posix.join(folder, file.split(path.sep).join("/")))
      .filter((file) => file.endsWith(".ts") && statSync(file).isFile()),
  );
}

/** What a source imports of ours, as paths from the project's root; types count as well. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map(([, specifier]) =>
    path.posix.join(path.posix.dirname(file), specifier ?? ""),
  );
}

const lines = (file: string) => readFileSync(file, "utf8").split("\n").length - 1;
const FEATURES = [
  "inbound",
  "tickets",
  "outbound",
  "statuses",
  "twilio-conversations",
  "health",
  "agent-reply",

  "bulk",
  "contacts",
  "stats",
];
/** Types of the composition root and of a port, which carry no code into whoever names them. */
const PORTS = [
  "lib/doctor/examination.ts",
  "lib/deps.ts",
  "lib/providers/channel.ts",
  "lib/providers/conversations.ts",
  "lib/zendesk/zendesk.ts",
  // Where agents see a ticket: a name for it, no call.
  "lib/zendesk/agent-url.ts",
  // What stands in a setting beside its value, as schemas say it.
  "lib/config/setting-shapes.ts",
  "lib/tasks/define.ts",
];

/** Who may import what: the folder, and the folders and files it may reach. */
const ALLOWED: Record<string, string[]> = {
  "lib/domain": ["lib/domain"],
  "lib/db": ["lib/db", "lib/domain", "lib/errors.ts", "lib/config/env.ts", "drizzle"],
  "lib/http": [
    "lib/http",
    "lib/domain/json-nesting.ts",
    "lib/domain/own-url.ts",
    "lib/errors.ts",
    "lib/log.ts",
    "lib/deps.ts",
    "lib/same-secret.ts",
    "lib/db/migrations.ts",
  ],
  "lib/providers": [
    "lib/providers",
    "lib/domain",
    "lib/http/upstream.ts",
    "lib/http/form.ts",
    "lib/errors.ts",
    "lib/config/env.ts",
    "lib/deps.ts",
    "lib/same-secret.ts",
    "lib/doctor/examination.ts",
    "lib/doctor/look.ts",
  ],
  "lib/zendesk": [
    "lib/zendesk",
    "lib/domain",
    "lib/deps.ts",
    "lib/http/upstream.ts",
    "lib/errors.ts",
    "lib/config/env.ts",
    "lib/same-secret.ts",
    "lib/providers/channel.ts",
    "lib/doctor/examination.ts",
    "lib/doctor/look.ts",
  ],
  "lib/tasks": [
    "lib/tasks",
    "lib/db",
    "lib/domain",
    "lib/errors.ts",
    "lib/deps.ts",
    "lib/http/upstream.ts",
    ...FEATURES.map((f) => `lib/${f}`),
  ],
  ...Object.fromEntries(
    FEATURES.map((feature) => [
      `lib/${feature}`,
      [
        `lib/${feature}`,
        "lib/outbound",
        "lib/tickets",
        "lib/commands",
        "lib/db",
        "lib/domain",
        "lib/errors.ts",
        ...PORTS,
      ],
    ]),
  ),
  "lib/console": [
    "lib/console",
    "lib/db",
    "lib/domain",
    "lib/errors.ts",
    "lib/same-secret.ts",
    "lib/http/endpoint.ts",
    "lib/doctor/webhook-urls.ts",
    ...PORTS,
    ...FEATURES.map((f) => `lib/${f}`),
  ],
  // The examination knows every provider, as the composition root does, which loads it when it is wanted.
  "lib/doctor": [
    "lib/doctor",
    "lib/db",
    "lib/domain",
    "lib/errors.ts",
    "lib/config",
    "lib/http",
    "lib/providers",
    "lib/zendesk",
    // A provider's own command menu is made from ours, and no channel may know them.
    "lib/commands/index.ts",
  ],
  // Reads as each webhook does, and hands on to the feature behind it.
  "lib/kept-payloads": [
    "lib/kept-payloads",
    "lib/providers",
    "lib/inbound",
    "lib/statuses",
    "lib/twilio-conversations",
    "lib/agent-reply",
    "lib/zendesk/parse-ticket-news.ts",
    "lib/domain",
    "lib/http",
    "lib/errors.ts",
    "lib/deps.ts",
  ],
  "lib/commands": ["lib/commands", "lib/db", "lib/domain"],
  api: [
    "lib/zendesk/webhook.ts",
    "lib/http",
    "lib/providers",
    "lib/domain/address.ts",
    "lib/console/console.ts",
    ...FEATURES.map((f) => `lib/${f}`),
  ],
};

describe("the house", () => {
  test.for(Object.entries(ALLOWED))("%s imports only what it may", ([folder, allowed]) => {
    const strays = sources(folder).flatMap((file) =>
      importsOf(file)
        .filter((target) => !allowed.some((place) => target === place || target.startsWith(`${place}/`)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(strays).toEqual([]);
  });

  test("a feature or a channel takes only types from the composition root", () => {
    const careless = sources("lib")
      // A command is a process of its own, and puts its dependencies together itself.
      .filter((file) => !file.startsWith("lib/http/") && !file.startsWith("lib/cli/"))
      .filter((file) => /^import \{[^}]*\} from "[./]*\/deps\.ts"/m.test(readFileSync(file, "utf8")));
    expect(careless).toEqual([]);
  });

  test("nothing that is deployed imports tests, and SQL stands in lib/db, and in commands, which are one file each", () => {
    for (const file of sources("lib", "api")) {
      expect(importsOf(file).filter((target) => target.startsWith("test"))).toEqual([]);
      if (["lib/db/", "lib/tools/", "lib/commands/"].some((place) => file.startsWith(place))) continue;
      expect(readFileSync(file, "utf8"), file).not.toMatch(/\bsql`|insert into|select .* from/);
    }
  });

  test("no provider's word is known outside its folder, the environment and the wiring", () => {
    const elsewhere = sources("lib/domain", ...FEATURES.map((feature) => `lib/${feature}`), "lib/tasks");
    for (const file of elsewhere) {
      const code = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
      expect(code, file).not.toMatch(/MessageSid|AccountSid|StatusCallback|NumMedia/);
    }
  });

  test("a function's file is wiring, and there are at most twelve", () => {
    const functions = sources("api");
    expect(functions.length).toBeLessThanOrEqual(12);
    for (const file of functions) expect(lines(file), file).toBeLessThanOrEqual(45);
  });

  test("no file is beyond 250 lines", () => {
    for (const file of sources("api", "lib", "test")) expect(lines(file), file).toBeLessThanOrEqual(250);
  });

  test("vercel.json rewrites every alias to the function that verifies it", () => {
    const rewrites = Object.fromEntries(
      vercel.rewrites
        .filter(({ destination }) => !destination.startsWith("/api/console"))
        .map(({ source, destination }) => [source, destination]),
    );
    const aliases = [TWILIO_ROUTES, META_ROUTES]
      .flatMap((routes) => Object.values<readonly string[]>(routes))
      .flatMap(([canonical, ...others]) => others.map((alias) => [alias, canonical]));
    expect(rewrites).toEqual(Object.fromEntries(aliases));
  });
});
