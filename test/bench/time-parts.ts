import { readFileSync } from "node:fs";
import { SourceTextModule } from "node:vm";
import type { PartsToTime, TimedParts } from "./cold-parts.ts";

/** Times one cold import, part by part, in a process of its own: told what by a file, tells on stdout. */
const { builtins, codes, instrumented }: PartsToTime = JSON.parse(
  readFileSync(process.argv[2] as string, "utf8"),
);

const builtinsAt = performance.now();
for (const name of builtins) await import(name);
const builtinMs = performance.now() - builtinsAt;

const compileMs: Record<string, number> = {};
for (const { owner, code } of codes) {
  const beganAt = performance.now();
  new SourceTextModule(code);
  compileMs[owner] = (compileMs[owner] ?? 0) + performance.now() - beganAt;
}

const runMs: Record<string, number> = {};
let running = "";
let since = 0;
const begin = (next: string) => {
  const now = performance.now();
  runMs[running] = (runMs[running] ?? 0) + now - since;
  const before = running;
  [running, since] = [next, now];
  return before;
};
type Make = (body: unknown) => () => unknown;
const within = (owner: string, make: Make) => (body: unknown) => {
  const required = make(body);
  return () => {
    const before = begin(owner);
    const exported = required();
    begin(before);
    return exported;
  };
};
Object.assign(globalThis, { begin, within });

since = performance.now();
await import(instrumented);
begin("");
// Before the first module's first line nothing of it runs: files are read, compiled and linked.
const { "": loadMs = 0, ...ofOwners } = runMs;
const timed: TimedParts = { builtinMs, compileMs, runMs: ofOwners, loadMs };
console.log(JSON.stringify(timed));
process.exit();
