import { readFileSync, writeFileSync } from "node:fs";

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;
/** Of /proc/…/stat, from the third field on: its own time, by itself and in the kernel; and that of its ended children. */
const [OWN, CHILDRENS] = [
  [11, 12],
  [13, 14],
];

/** Processor time of a process so far; NaN where there is no /proc to tell, as on macOS. */
export function cpuMsOf(pid: number): number {
  return told(() => sum(pid, OWN));
}

/** That of a process and of every child that it has or had, as PostgreSQL's server with its backends. */
export function cpuMsOfAll(pid: number): number {
  return told(() => {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
    // What ends meanwhile is counted with the ended ones next time.
    const living = children.map(cpuMsOf).filter((ms) => !Number.isNaN(ms));
    return living.reduce((all, ms) => all + ms, sum(pid, [...OWN, ...CHILDRENS]));
  });
}

export function parentOf(pid: number): number {
  return told(() => Number(statOf(pid)[1]));
}

/** What of a process stands in memory, now and at most since `forgetPeak`. */
export function residentMb(pid: number): { now: number; peak: number } {
  const mb = (name: string) =>
    told(() => {
      const [, kb] =
        new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
      return Number(kb) / 1024;
    });
  return { now: mb("VmRSS"), peak: mb("VmHWM") };
}

export function forgetPeak(pid: number): void {
  told(() => {
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
    return 0;
  });
}

function told(read: () => number): number {
  try {
    return read();
  } catch {
    return Number.NaN;
  }
}

const sum = (pid: number, fields: readonly number[]) =>
  fields.reduce((ms, field) => ms + Number(statOf(pid)[field]) * TICK_MS, 0);

/** From the third field on, since the second may hold anything. */
function statOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
}
