import { spawnSync } from "node:child_process";

export type Audit = { passes: boolean; says: string };

const MAX_REPORT_BYTES = 32 * 1024 * 1024;

/**
 * What the registry knows against the dependencies that are deployed. It fails for an advisory that is high or critical, and
 * passes where nobody can say: a registry without audits, or out of reach, must not stop anybody's work.
 * @param options the environment that npm runs in, and how long it may take
 */
export function auditDependencies({
  env = process.env,
  timeoutMs = 60_000,
}: {
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
} = {}): Audit {
  const { stdout, error } = spawnSync(
    "npm",
    ["audit", "--omit=dev", "--audit-level=high", "--json", "--fetch-retries=0"],
    {
      env,
      encoding: "utf8",
      timeout: timeoutMs,
      killSignal: "SIGKILL",
      maxBuffer: MAX_REPORT_BYTES,
      stdio: ["ignore", "pipe", "ignore"],
      // npm is a script there, which no process can be made of directly.
      shell: process.platform === "win32",
    },
  );
  const report = error ? null : reportIn(stdout);
  if (!report) return { passes: true, says: "Dependencies: not audited, since the registry gave no audit." };
  const { high, critical, names } = report;
  if (high + critical === 0)
    return { passes: true, says: "Dependencies: no advisory that is high or critical." };
  const which = names.length > 0 ? ` (${names.join(", ")})` : "";
  return {
    passes: false,
    says: `Dependencies: ${critical} critical and ${high} high${which}. See \`npm audit --omit=dev\`, and update them.`,
  };
}

type Report = { high: number; critical: number; names: string[] };

/** The counts of npm's report; null where it is an error's, or none. */
function reportIn(stdout: string): Report | null {
  try {
    const { metadata, vulnerabilities } = JSON.parse(stdout);
    const { high, critical } = metadata.vulnerabilities;
    if (!Number.isInteger(high) || !Number.isInteger(critical)) return null;
    const names = Object.entries<{ severity?: unknown }>(vulnerabilities ?? {})
      .filter(([, { severity }]) => severity === "high" || severity === "critical")
      .map(([name]) => name);
    return { high, critical, names };
  } catch {
    return null;
  }
}
