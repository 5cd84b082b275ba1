import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import tickline from "../../package.json" with { type: "json" };
import { createClient, median, runTogether } from "./load.ts";
import { ACCOUNT, PUBLIC, startBenchServer, TOKEN } from "./start-server.ts";
import { twilioCall } from "./twilio-call.ts";

const PEERS = fileURLToPath(new URL("peers", import.meta.url));
/** Where they are installed: beside what the sandbox keeps, out of the way of whatever looks at the sources. */
const INSTALLED = fileURLToPath(new URL("../../.sandbox/peers", import.meta.url));
const PAGE = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));
const ROUNDS = 7;
const ALONE = 150;
const TOGETHER = 1_000;
const AT_ONCE = 50;

const KINDS = ["status", "inbound"] as const;
type Kind = (typeof KINDS)[number];
type Load = "alone" | "together";
const WHO = ["floor", "express", "chat", "tickline"] as const;
type Who = (typeof WHO)[number];

const NAMES: Record<Who, string> = {
  floor: "bare floor: one HMAC, one small statement",
  express: "Express, `twilio.webhook()`, `pg`",
  chat: "Chat SDK, its Twilio adapter, state in PostgreSQL",
  tickline: "**Tickline**, the built functions",
};

/** What we want of it: at most so many times another's time, in the same run. */
const GOALS: { kind: Kind; load: Load; beside: Who; atMost: number }[] = [
  { kind: "status", load: "alone", beside: "express", atMost: 1 },
  { kind: "inbound", load: "alone", beside: "express", atMost: 1.2 },
  { kind: "status", load: "together", beside: "express", atMost: 0.6 },
  { kind: "inbound", load: "together", beside: "express", atMost: 0.8 },
  { kind: "inbound", load: "together", beside: "chat", atMost: 0.5 },
];

/** Milliseconds a request, one figure a round. */
type Taken = Record<Load, Record<Kind, Record<Who, number[]>>>;

/**
 * Tickline's acknowledgements beside its peers', in one run on one PostgreSQL, each round all of them in turn; written to
 * docs/benchmarks.md. What follows an acknowledgement is left out of ours; the Chat SDK's follows as it does there.
 */
export async function measurePeers(): Promise<string[]> {
  await cp(PEERS, INSTALLED, { recursive: true });
  await promisify(execFile)("npm", ["ci", "--no-audit", "--no-fund"], { cwd: INSTALLED });
  const ours = await startBenchServer({ isLean: true });
  const peers = spawn(process.execPath, ["server.js"], {
    cwd: INSTALLED,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: await ours.createDatabase(),
      PUBLIC_BASE_URL: PUBLIC,
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_PHONE_NUMBER: "+14155238886",
    },
  });
  try {
    const [line] = await once(peers.stdout, "data");
    const { express, chat } = JSON.parse(String(line).replace("ready ", ""));
    const taken = await measure({ floor: ours.origin, tickline: ours.origin, express, chat });
    const lines = [...table(taken), "", ...verdicts(taken)];
    writeFileSync(PAGE, page(lines));
    return lines;
  } finally {
    peers.kill();
    await ours.stop();
  }
}

async function measure(origins: Record<Who, string>): Promise<Taken> {
  const taken: Taken = {
    alone: { status: none(), inbound: none() },
    together: { status: none(), inbound: none() },
  };
  const [one, fifty] = [createClient(1), createClient(AT_ONCE)];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const kind of KINDS) {
      // One request of each in turn, so that whatever slows the machine slows all alike.
      const singles = none();
      for (let n = 0; n < ALONE; n += 1) {
        for (const who of takingPart(kind)) {
          const { path, body, headers } = callTo(who, kind);
          singles[who].push(await one.post(`${origins[who]}${path}`, body, headers));
        }
      }
      for (const who of takingPart(kind)) {
        const calls = Array.from({ length: TOGETHER }, () => callTo(who, kind));
        const ms = await runTogether(calls.length, AT_ONCE, (n) => {
          const { path, body, headers } = calls[n] as ReturnType<typeof callTo>;
          return fifty.post(`${origins[who]}${path}`, body, headers);
        });
        // The first round only warms everybody up.
        if (round === 0) continue;
        taken.alone[kind][who].push(median(singles[who]));
        taken.together[kind][who].push(ms / calls.length);
      }
    }
  }
  one.close();
  fifty.close();
  return taken;
}

const none = (): Record<Who, number[]> => ({ floor: [], express: [], chat: [], tickline: [] });

/** The Chat SDK has no callbacks for statuses. */
const takingPart = (kind: Kind) => WHO.filter((who) => kind === "inbound" || who !== "chat");

const PATHS: Record<Who, Record<Kind, string>> = {
  floor: { status: "/floor", inbound: "/floor" },
  express: { status: "/status", inbound: "/inbound" },
  chat: { status: "/chat", inbound: "/chat" },
  tickline: { status: "/api/twilio/status", inbound: "/api/twilio/whatsapp" },
};

const callTo = (who: Who, kind: Kind) => twilioCall(kind, PATHS[who][kind]);

function table(taken: Taken): string[] {
  const cell = (load: Load, kind: Kind, who: Who) => {
    const times = taken[load][kind][who];
    return times.length === 0 ? "-" : spread(times);
  };
  return [
    "| milliseconds a request | one at a time: status | inbound | fifty at a time: status | inbound |",
    "|---|---|---|---|---|",
    ...WHO.map(
      (who) =>
        `| ${NAMES[who]} | ${cell("alone", "status", who)} | ${cell("alone", "inbound", who)} | ${cell("together", "status", who)} | ${cell("together", "inbound", who)} |`,
    ),
  ];
}

/** Each goal with what came of it, round by round, so that a slow moment is in both; those that are not met begin with `missed:`. */
function verdicts(taken: Taken): string[] {
  return GOALS.map(({ kind, load, beside, atMost }) => {
    const mine = taken[load][kind].tickline;
    const ratios = taken[load][kind][beside].map((theirs, round) => (mine[round] ?? Number.NaN) / theirs);
    const when = load === "alone" ? "one at a time" : "fifty at a time";
    const said = `${kind}, ${when}: ${spread(ratios)} times ${NAMES[beside]} (goal ${atMost})`;
    return median(ratios) <= atMost ? said : `missed: ${said}`;
  });
}

/** The middle round, and the least and the most. */
function spread(values: number[]): string {
  return `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;
}

function page(lines: string[]): string {
  const versions: { dependencies: Record<string, string> } = JSON.parse(
    readFileSync(`${PEERS}/package.json`, "utf8"),
  );
  const [cpu] = cpus();
  return `# Beside the peers

Written by \`npm run bench -- peers\`: ${ROUNDS} rounds, medians, in brackets the least and the most; ${ALONE} requests of each in turn one at a time, then
${TOGETHER.toLocaleString("en")} of each with ${AT_ONCE} at a time. All are signed as Twilio signs, and write to the same PostgreSQL, which keeps what it confirmed.

Measured on ${new Date().toISOString().slice(0, 10)}: Tickline ${tickline.version}, with Node ${process.versions.node} on ${cpus().length} cores (${cpu?.model.trim()}). The peers: ${Object.entries(
    versions.dependencies,
  )
    .map(([name, version]) => `${name} ${version}`)
    .join(", ")}.

${lines.filter((line) => !line.includes("times")).join("\n")}

The goals are what Tickline asks of itself beside its peers, who never set themselves any; one that was not met begins with \`missed:\`.

${lines
  .filter((line) => line.includes("times"))
  .map((line) => `- ${line}`)
  .join("\n")}

Express here does less than Tickline: it checks the signature and writes one row. Tickline also joins or makes the contact, drops what was delivered
before, and promises the work that follows, all in one statement before it answers. The Chat SDK deduplicates and locks in PostgreSQL and calls a
handler that does nothing; it has no callbacks for statuses.
`;
}
