import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test as base, expect } from "vitest";
import { auditDependencies } from "../../lib/tools/audit-dependencies.ts";

/** Puts a script in npm's place, and gives the environment in which it is found. */
const test = base.extend<{ npm: (script: string) => NodeJS.ProcessEnv }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  npm: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "npm-"));
    await use((script) => {
      writeFileSync(join(folder, "npm"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      return { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
    });
    rmSync(folder, { recursive: true });
  },
});

const saying = (report: unknown, code: number) => `cat <<'END'\n${JSON.stringify(report)}\nEND\nexit ${code}`;
const counts = (high: number, critical: number) => ({
  vulnerabilities: {
    ...(high && { "left-pad": { severity: "high" } }),
    ...(critical && { "right-pad": { severity: "critical" } }),
    "middle-pad": { severity: "moderate" },
  },
  metadata: { vulnerabilities: { info: 0, low: 4, moderate: 1, high, critical, total: 5 + high + critical } },
});

/** The command as `npm run check` starts it. */
function audit(env: NodeJS.ProcessEnv) {
  const { status, stdout } = spawnSync(process.execPath, ["lib/tools/audit.ts"], { env, encoding: "utf8" });
  return [status, stdout];
}

test.for([
  ["one that is high", saying(counts(1, 0), 1), "0 critical and 1 high (left-pad)"],
  ["one that is critical", saying(counts(0, 1), 1), "1 critical and 0 high (right-pad)"],
  ["one of each, whatever npm ends with", saying(counts(1, 1), 0), "(left-pad, right-pad)"],
] as const)("%s fails the check, and is named", ([, script, says], { npm }) => {
  expect(audit(npm(script))).toEqual([1, expect.stringContaining(says)]);
});

test("moderate ones do not fail it", ({ npm }) => {
  expect(audit(npm(saying(counts(0, 0), 1)))).toEqual([
    0,
    "Dependencies: no advisory that is high or critical.\n",
  ]);
});

test.for([
  ["has no audit", saying({ message: "405 Method Not Allowed", statusCode: 405, error: {} }, 1)],
  ["cannot be reached", saying({ error: { code: "ENOTFOUND", summary: "", detail: "" } }, 1)],
  ["says nothing", "exit 1"],
  ["says what is no JSON", "echo '<html>'; exit 0"],
  ["says null", "echo null"],
  ["says no counts", saying({ metadata: { vulnerabilities: {} } }, 0)],
])("a registry that %s passes, and the check says so", ([, script = ""], { npm }) => {
  expect(audit(npm(script))).toEqual([0, "Dependencies: not audited, since the registry gave no audit.\n"]);
});

test("an npm that never ends is ended, and passes", ({ npm }) => {
  const env = npm("exec sleep 600");
  expect(auditDependencies({ env, timeoutMs: 300 })).toMatchObject({ passes: true });
});

test("a machine without npm passes", () => {
  expect(auditDependencies({ env: { PATH: "/nowhere" } })).toMatchObject({ passes: true });
});

test("only what is deployed is asked about, and `npm run check` asks", ({ npm }) => {
  const env = npm(
    `case "$*" in *--omit=dev*) ${saying(counts(1, 0), 1)};; esac`.replace("exit 1;;", "exit 1\n;;"),
  );
  expect(audit(env)[0]).toBe(1);
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(scripts).toMatchObject({
    audit: "node lib/tools/audit.ts",
    check: expect.stringContaining("npm run -s audit"),
  });
});
