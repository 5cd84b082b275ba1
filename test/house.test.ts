import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ROUTES } from "../lib/doctor/routes.ts";
import vercel from "../vercel.json" with { type: "json" };
import { BESIDE } from "./support/beside.ts";
import { circlesAmong, codeOf, importsOf, sources } from "./support/sources.ts";

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
  "retention",
  ...["sidebar", "from-ticket", "templates", "ratings"],
];
/** Types that a feature asks for, which carry no code into whoever names them. */
const PORTS = [
  "lib/ports.ts",
  "lib/doctor/examination.ts",
  "lib/providers/channel.ts",
  "lib/providers/conversations.ts",
  "lib/zendesk/zendesk.ts",
  "lib/assistant/assistant.ts",
  "lib/tasks/define.ts",
];
/** What knows nothing of ours but each other. */
const GROUND = ["lib/domain", "lib/errors.ts", "lib/log.ts", "lib/same-secret.ts", "lib/config/settings.ts"];
/** What calls an upstream, and is examined. */
const OUTWARD = [
  "lib/http/upstream.ts",
  "lib/http/form.ts",
  "lib/http/let-in-unsigned.ts",
  "lib/config",
  "lib/ports.ts",
  "lib/doctor/examination.ts",
  "lib/doctor/look.ts",
];

/** Who may import what beside itself: the folder, and the folders and files it may reach. */
const ALLOWED: Record<string, string[]> = {
  "lib/domain": [],
  "lib/config": GROUND,
  "lib/db": [...GROUND, "lib/config/env.ts", "drizzle"],
  "lib/http": [...GROUND, "lib/config/env.ts", "lib/ports.ts", "lib/db/migrations.ts"],
  "lib/providers": [...GROUND, ...OUTWARD],
  "lib/zendesk": [...GROUND, ...OUTWARD, "lib/providers/channel.ts"],
  "lib/commands": ["lib/domain", "lib/db"],
  "lib/wake": [
    ...GROUND,
    "lib/ports.ts",
    "lib/config/env.ts",
    "lib/db",
    "lib/health/note-call.ts",
    "lib/stats/count-hours.ts",
  ],
  "lib/tasks": [...GROUND, "lib/db", "lib/ports.ts", "lib/http/upstream.ts", "lib/health/answers-at-all.ts"],
  ...Object.fromEntries(
    FEATURES.map((feature) => [
      `lib/${feature}`,
      [
        ...GROUND,
        ...PORTS,
        "lib/db",
        "lib/config/env.ts",
        "lib/commands",
        // The one way out, and what is written on tickets.
        "lib/outbound",
        "lib/tickets",
        // A name for where agents see a ticket. And whoever sends from one goes the API's own way, and answers in the sidebar's words.
        "lib/zendesk/agent-url.ts",
        ...(BESIDE[feature] ?? []),
        ...(feature === "from-ticket" ? ["lib/bulk", "lib/sidebar/state.ts"] : []),
      ],
    ]),
  ),
  "lib/assistant": [
    ...GROUND,
    ...PORTS,
    "lib/db",
    "lib/config",
    "lib/http/upstream.ts",
    "lib/outbound",
    "lib/tickets",
  ],
  "lib/own-words": [...GROUND, ...PORTS, "lib/zendesk/remembered.ts"],
  // Words of the business's own, and no code.
  "lib/business": [],
  // Ingests what a webhook would have brought, by the ways behind the webhooks.
  "lib/recovery": [
    ...GROUND,
    ...PORTS,
    "lib/db",
    "lib/config/env.ts",
    "lib/inbound",
    "lib/agent-reply",
    "lib/outbound",
  ],
  "lib/console": [
    ...GROUND,
    ...PORTS,
    "lib/db",
    "lib/http/answer.ts",
    "lib/doctor/webhook-urls.ts",
    "lib/tasks/dead-in-bulk.ts",
    "lib/zendesk/agent-url.ts",
    "lib/recovery",
    ...FEATURES.map((f) => `lib/${f}`),
  ],
  // The examination knows every provider, as the wiring does, which loads it when it is wanted.
  "lib/doctor": [
    ...GROUND,
    "lib/db",
    "lib/config",
    "lib/http",
    "lib/providers",
    "lib/zendesk",
    // A provider's own command menu is made from ours, and no provider may know them.
    "lib/commands/index.ts",
    "lib/assistant/assistant.ts",
  ],
  // Reads as each webhook does, and hands on to the feature behind it.
  "lib/kept-payloads": [
    ...GROUND,
    "lib/ports.ts",
    "lib/providers",
    "lib/inbound",
    "lib/statuses",
    "lib/twilio-conversations",
    "lib/agent-reply",
    "lib/zendesk/parse-ticket-news.ts",
    "lib/http",
  ],
  "lib/cli": [
    ...GROUND,
    "lib/config",
    "lib/db/client.ts",
    "lib/db/recoveries",
    "lib/doctor",
    "lib/recovery",
    "lib/wiring",
    "lib/ports.ts",
    "lib/tasks/dead-in-bulk.ts",
    // Thinks without a database, to be tried in a terminal.
    "lib/assistant",
  ],
  // A deployment's build reads what a business wrote.
  "lib/tools": [
    ...GROUND,
    "lib/config",
    "lib/db",
    "lib/cli/shared/env-files.ts",
    ...["lib/assistant/read-business.ts", "lib/own-words/read-texts.ts", "lib/providers/twilio/client.ts"],
  ],
  api: [
    ...GROUND,
    ...["lib/wiring/wire.ts", "lib/wiring/shower-of.ts"],
    "lib/ports.ts",
    "lib/http",
    "lib/providers",
    "lib/zendesk/webhook.ts",
    "lib/console/console.ts",
    "lib/recovery",
    "lib/wake/wake-up.ts",
    ...FEATURES.map((f) => `lib/${f}`),
  ],
};

describe("the house", () => {
  test.for(Object.entries(ALLOWED))("%s imports only what it may", ([folder, allowed]) => {
    const places = [folder, ...allowed];
    const strays = sources(folder).flatMap((file) =>
      importsOf(file)
        .filter((target) => !places.some((place) => target === place || target.startsWith(`${place}/`)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(strays).toEqual([]);
  });

  test("every room has its rule", () => {
    const rooms = readdirSync("lib", { withFileTypes: true }).filter((entry) => entry.isDirectory());
    // Only the wiring knows everybody.
    expect(rooms.map(({ name }) => `lib/${name}`).filter((room) => !ALLOWED[room])).toEqual(["lib/wiring"]);
  });

  test("nobody imports in a circle, types counted", () => {
    expect(circlesAmong(sources("api", "lib"))).toEqual([]);
  });

  test("the ports are types alone", () => {
    expect(codeOf("lib/ports.ts").match(/^(import|export) (?!type )/gm)).toBeNull();
  });

  test("nothing that is deployed imports tests, and SQL stands in lib/db, and in commands, which are one file each", () => {
    for (const file of sources("lib", "api")) {
      expect(importsOf(file).filter((target) => target.startsWith("test"))).toEqual([]);
      if (["lib/db/", "lib/tools/", "lib/commands/"].some((place) => file.startsWith(place))) continue;
      expect(readFileSync(file, "utf8"), file).not.toMatch(/\bsql`|insert into|select .* from/);
    }
  });

  test("no provider's word is known outside its folder, the environment and the wiring", () => {
    const elsewhere = sources(
      "lib/domain",
      "lib/recovery",
      ...FEATURES.map((feature) => `lib/${feature}`),
      "lib/tasks",
    );
    for (const file of elsewhere) {
      expect(codeOf(file), file).not.toMatch(/MessageSid|AccountSid|StatusCallback|NumMedia/);
    }
  });

  test("a function's file is wiring, and there are at most twelve", () => {
    const functions = sources("api");
    expect(functions.length).toBeLessThanOrEqual(12);
    for (const file of functions) expect(lines(file), file).toBeLessThanOrEqual(45);
  });

  test("no file is beyond 250 lines, and half of them are below 80", () => {
    for (const file of sources("api", "lib", "test")) expect(lines(file), file).toBeLessThanOrEqual(250);
    const lengths = sources("api", "lib")
      .map(lines)
      .sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(80);
  });

  test("no folder holds more than 25 files", () => {
    const files = Object.groupBy(sources("api", "lib"), (file) => file.replace(/\/[^/]*$/, ""));
    for (const [folder, inIt] of Object.entries(files)) expect(inIt?.length, folder).toBeLessThanOrEqual(25);
  });

  test("vercel.json rewrites every alias to the function that verifies it", () => {
    const rewrites = Object.fromEntries(
      vercel.rewrites
        .filter(({ destination }) => !/^\/api\/(console|cron)/.test(destination))
        .map(({ source, destination }) => [source, destination]),
    );
    const aliases = Object.values(ROUTES)
      .flatMap((routes) => Object.values<readonly string[]>(routes))
      .flatMap(([canonical, ...others]) => others.map((alias) => [alias, canonical]));
    expect(rewrites).toEqual(Object.fromEntries(aliases));
  });
});
