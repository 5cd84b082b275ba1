import { createClient, median, runTogether } from "./load.ts";
import { roundTripsOf, startBenchServer } from "./start-server.ts";
import { twilioCall } from "./twilio-call.ts";

type Kind = "floor" | "status" | "inbound";

/** How long acknowledging takes, against a bare handler on the same server, database and pool size. */
export async function measureAcknowledgement(): Promise<string[]> {
  const { origin, stop } = await startBenchServer({ isLean: true });
  try {
    return [...(await alone(origin)), ...(await together(origin)), ...(await roundTrips(origin))];
  } finally {
    await stop();
  }
}

/** One at a time, the three kinds in turn, so that whatever slows the machine slows all alike. */
async function alone(origin: string): Promise<string[]> {
  const { post, close } = createClient(1);
  const taken: Record<Kind, number[]> = { floor: [], status: [], inbound: [] };
  for (let round = 0; round < 1_700; round += 1) {
    for (const kind of ["floor", "status", "inbound"] as const) {
      const { path, body, headers } = callOf(kind);
      const ms = await post(`${origin}${path}`, body, headers);
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
      const made = Array.from({ length: 1_000 }, () => callOf(kind));
      const ms = await runTogether(made.length, 50, (n) => {
        const { path, body, headers } = made[n] as ReturnType<typeof callOf>;
        return post(`${origin}${path}`, body, headers);
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
async function roundTrips(origin: string): Promise<string[]> {
  const { post, close } = createClient(1);
  const lines: string[] = [];
  for (const kind of ["status", "inbound"] as const) {
    const before = await roundTripsOf(origin);
    for (let n = 0; n < 100; n += 1) {
      const { path, body, headers } = callOf(kind);
      await post(`${origin}${path}`, body, headers);
    }
    lines.push(
      `${kind}: ${((await roundTripsOf(origin)) - before) / 100} round trips before the answer (goal 1)`,
    );
  }
  close();
  return lines;
}

function callOf(kind: Kind) {
  const path = kind === "inbound" ? "/api/twilio/whatsapp" : "/api/twilio/status";
  const call = twilioCall(kind === "inbound" ? "inbound" : "status", path);
  return kind === "floor" ? { ...call, path: "/floor" } : call;
}
