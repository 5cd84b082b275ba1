import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { migrateDatabase } from "../../lib/setup/migrate.ts";
import { signTwilio } from "../sandbox/twilio/signature.ts";
import { startPostgres } from "../support/postgres.ts";
import { createClient, median, runTogether } from "./load.ts";

const ACCOUNT = `AC${"0".repeat(32)}`;
const TOKEN = "a-token-of-the-benchmark";
const PUBLIC = "https://tickline.example";

type Kind = "floor" | "status" | "inbound";
type Made = { path: string; body: string; signature: string };

/** How long acknowledging takes, against a bare handler on the same server, database and pool size. */
export async function measureAcknowledgement(): Promise<string[]> {
  const postgres = await startPostgres({ durable: true });
  const url = await postgres.createDatabase();
  await migrateDatabase(url);
  const server = spawn(process.execPath, ["test/bench/server.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: url,
      PUBLIC_BASE_URL: PUBLIC,
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_WHATSAPP_NUMBER: "+14155238886",
    },
  });
  try {
    const [line] = await once(server.stdout, "data");
    const origin = String(line).trim().replace("ready ", "");
    return [...(await alone(origin)), ...(await together(origin)), ...(await statements(origin))];
  } finally {
    server.kill();
    await postgres.stop();
  }
}

/** One at a time, the three kinds in turn, so that whatever slows the machine slows all alike. */
async function alone(origin: string): Promise<string[]> {
  const { post, close } = createClient(1);
  const taken: Record<Kind, number[]> = { floor: [], status: [], inbound: [] };
  for (let round = 0; round < 1_700; round += 1) {
    for (const kind of ["floor", "status", "inbound"] as const) {
      const { path, body, signature } = make(kind);
      const ms = await post(`${origin}${path}`, body, signature);
      if (round >= 200) taken[kind].push(ms);
    }
  }
  close();
  const floor = median(taken.floor);
  const line = (kind: Kind, goal: number) =>
    `${kind}, one at a time: ${median(taken[kind]).toFixed(2)} ms, ${(median(taken[kind]) / floor).toFixed(2)} times the floor (goal ${goal})`;
  return [`floor, one at a time: ${floor.toFixed(2)} ms`, line("status", 1.3), line("inbound", 1.6)];
}

/** Fifty at a time, in blocks of 1,000, the kinds in turn; the middle block of five counts. */
async function together(origin: string): Promise<string[]> {
  const { post, close } = createClient(50);
  const taken: Record<Kind, number[]> = { floor: [], status: [], inbound: [] };
  for (let round = 0; round < 6; round += 1) {
    for (const kind of ["floor", "status", "inbound"] as const) {
      const made = Array.from({ length: 1_000 }, () => make(kind));
      const ms = await runTogether(made.length, 50, (n) => {
        const { path, body, signature } = made[n] as Made;
        return post(`${origin}${path}`, body, signature);
      });
      if (round > 0) taken[kind].push(ms / made.length);
    }
  }
  close();
  const floor = median(taken.floor);
  const line = (kind: Kind, goal: string) =>
    `${kind}, 50 at a time: ${median(taken[kind]).toFixed(2)} ms each, ${(median(taken[kind]) / floor).toFixed(2)} times the floor${goal}`;
  return [
    `floor, 50 at a time: ${floor.toFixed(2)} ms each`,
    line("status", " (goal 0.9)"),
    line("inbound", ""),
  ];
}

/** Round trips before the answer, counted where statements leave for the driver. */
async function statements(origin: string): Promise<string[]> {
  const { post, close } = createClient(1);
  const count = async () => Number(await (await fetch(`${origin}/statements`)).text());
  const lines: string[] = [];
  for (const kind of ["status", "inbound"] as const) {
    const before = await count();
    for (let n = 0; n < 100; n += 1) {
      const { path, body, signature } = make(kind);
      await post(`${origin}${path}`, body, signature);
    }
    lines.push(`${kind}: ${((await count()) - before) / 100} statements before the answer (goal 1)`);
  }
  close();
  return lines;
}

function make(kind: Kind): Made {
  const sid = `SM${randomBytes(16).toString("hex")}`;
  const shared = { MessageSid: sid, AccountSid: ACCOUNT, ApiVersion: "2010-04-01", SmsSid: sid };
  const status = {
    ...shared,
    MessageStatus: "delivered",
    SmsStatus: "delivered",
    From: "whatsapp:+14155238886",
    To: "whatsapp:+14155550100",
    ChannelPrefix: "whatsapp",
    ChannelInstallSid: `XE${"1".repeat(32)}`,
    ChannelToAddress: "+1415555XXXX",
  };
  const inbound = {
    ...shared,
    SmsMessageSid: sid,
    From: `whatsapp:+1415${Math.floor(Math.random() * 9_000_000) + 1_000_000}`,
    To: "whatsapp:+14155238886",
    Body: "My card was charged twice, and nobody answers the phone",
    NumMedia: "0",
    NumSegments: "1",
    SmsStatus: "received",
    ProfileName: "Ana",
    WaId: "14155550100",
    MessageType: "text",
  };
  const path = kind === "inbound" ? "/api/twilio/whatsapp" : "/api/twilio/status";
  const params = kind === "inbound" ? inbound : status;
  return {
    path: kind === "floor" ? "/floor" : path,
    body: new URLSearchParams(params).toString(),
    signature: signTwilio(TOKEN, `${PUBLIC}${path}`, params),
  };
}
