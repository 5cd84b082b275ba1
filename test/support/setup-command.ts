// `npm run doctor` and `npm run setup`: as processes of their own, and in this one, with answers in place of a terminal.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import type { Prompts } from "../../lib/cli/setup/prompts.ts";
import { runSetup } from "../../lib/cli/setup/run-setup.ts";
import type { Surroundings } from "../../lib/cli/shared/surroundings.ts";
import type { Variables } from "../../lib/config/settings.ts";
import type { Examinations } from "../../lib/doctor/examine.ts";
import { COMPILED } from "./compiled.ts";

export type Ran = { code: number | null; out: string; errors: string };

/** A folder for files, which its disposal removes. */
export async function createFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "setup-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

/** Runs a command of lib/cli as npm does, in a folder; it has no terminal and no other variables than these. */
export async function runCommand(
  name: "assistant" | "doctor" | "setup" | "tasks" | "zendesk-app" | "migrate",
  args: string[],
  { folder, variables = {}, input = "" }: { folder: string; variables?: Variables; input?: string },
): Promise<Ran> {
  const env = { ...COMPILED, PATH: process.env.PATH, ...variables };
  const child = spawn(
    process.execPath,
    [resolve(name === "migrate" ? "lib/tools/migrate.ts" : `lib/cli/${name}.ts`), ...args],
    { cwd: folder, env },
  );
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [code, out, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, errors };
}

/** Surroundings that keep what is said. */
export function keepWhatIsSaid(variables: Variables, more: Partial<Surroundings> = {}) {
  const lines: string[] = [];
  const surroundings: Surroundings = {
    variables,
    say: (line) => void lines.push(line),
    meanwhile() {},
    hasColours: false,
    isTerminal: false,
    ...more,
  };
  return { surroundings, said: () => lines.join("\n") };
}

/** Variables without some. */
export function without(variables: Record<string, string>, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.includes(name)));
}

/** Somebody at a terminal, who answers by what is asked, and refuses what they were not told about. */
export type Person = Prompts & { asked: string[] };

export function personWho(answers: Record<string, string | boolean | string[]>): Person {
  const asked: string[] = [];
  const answerTo = (question: string) => {
    asked.push(question);
    const [, answer] = Object.entries(answers).find(([begin]) => question.includes(begin)) ?? [];
    if (answer === undefined) throw new Error(`Nobody told what to answer to: ${question}`);
    return answer;
  };
  return {
    asked,
    choose: async (question, choices) => {
      const answer = answerTo(question);
      return choices.filter((choice) => Array.isArray(answer) && answer.includes(choice));
    },
    ask: async (question, { check }) => {
      const answer = String(answerTo(question));
      const problem = check(answer);
      if (problem) throw new Error(`${question} ${problem}`);
      return answer;
    },
    confirm: async (question) => answerTo(question) === true,
  };
}

/** Runs `npm run setup` in this process. With a person there is a terminal, without one there is none. */
export async function runSetupHere(
  args: string[],
  {
    variables,
    folder,
    person,
    examinations,
  }: { variables: Variables; folder: string; person?: Person; examinations?: Examinations },
): Promise<{ code: number; said: string }> {
  const { surroundings, said } = keepWhatIsSaid(variables, { isTerminal: person !== undefined });
  const ask = person ?? personWho({});
  const code = await runSetup(args, { ...surroundings, ask, folder, examinations });
  return { code, said: said() };
}
