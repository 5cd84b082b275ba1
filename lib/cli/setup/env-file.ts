import { randomUUID } from "node:crypto";
import { lstat, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { isDeepStrictEqual, parseEnv } from "node:util";

/** The file cannot be changed without harm. Its message names the cure. */
export class EnvFileError extends Error {
  override name = "EnvFileError";
}

const OWNER_WRITES = 0o200;

/** An entry as Node reads it: what stands before its value, the value with its quotes, which may span lines, and a comment. */
const ENTRY =
  /^([ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*)('[^']*'|"[^"]*"|`[^`]*`|[^\r\n#]*)([^\r\n]*)$/gm;

/**
 * The file holds these variables; every other line of it, comments included, stays. Only its owner may read it, and nobody ever sees half
 * of it.
 * @throws {EnvFileError} when a value cannot be written, or the file is one that we would spoil
 */
export async function writeEnvFile(file: string, values: Record<string, string>): Promise<void> {
  const target = await targetOf(file);
  // Byte by byte: what is no UTF-8 stays what it is.
  const text = await readFile(target, "latin1").catch(ifMissing);
  const inBytes = Object.entries(values).map(([name, value]) => [
    name,
    Buffer.from(value).toString("latin1"),
  ]);
  const changed = withVariables(text, Object.fromEntries(inBytes));
  const beside = `${target}.${randomUUID()}`;
  try {
    await writeFile(beside, changed, { encoding: "latin1", mode: 0o600, flag: "wx" });
    await rename(beside, target);
  } finally {
    await rm(beside, { force: true });
  }
}

/** The file itself: a link stays a link. @throws {EnvFileError} when it is not to be changed, or leads nowhere */
async function targetOf(file: string): Promise<string> {
  const link = await lstat(file).catch(() => undefined);
  if (!link) return file;
  const target = await realpath(file).catch(() => undefined);
  if (target === undefined)
    throw new EnvFileError("It is a link to a file that is not there: make that file, or remove the link");
  const { mode } = await stat(target);
  if ((mode & OWNER_WRITES) === 0)
    throw new EnvFileError(`It is read-only: run chmod u+w ${basename(file)} if it may be changed`);
  return target;
}

/** The text of a file with these variables in it. @throws {EnvFileError} */
export function withVariables(text: string, values: Record<string, string>): string {
  const rest = new Map(Object.entries(values));
  const replaced = text.replace(ENTRY, (entry, before: string, name: string, _: string, comment: string) => {
    const value = values[name];
    if (value === undefined) return entry;
    rest.delete(name);
    return `${before}${quoted(name, value)}${comment && ` ${comment.replace(/^[ \t]+|(?<![ \t])[ \t]+$/g, "")}`}`;
  });
  const added = [...rest].map(([name, value]) => `${name}=${quoted(name, value)}\n`).join("");
  const changed = `${replaced}${replaced && !replaced.endsWith("\n") && added ? "\n" : ""}${added}`;
  if (!isDeepStrictEqual({ ...parseEnv(changed) }, { ...parseEnv(text), ...values }))
    throw new EnvFileError("It holds lines that cannot be told apart: set the variables there by hand");
  return changed;
}

/** A value as the files that Node reads need it. @throws {EnvFileError} when no quotes fit */
export function quoted(name: string, value: string): string {
  if (/^[\w.:/@+=,-]+$/.test(value)) return value;
  const mark = ["'", '"', "`"].find(
    // Between double quotes, Node makes a line's end of each \n.
    (one) => !value.includes(one) && !(one === '"' && value.includes("\\n")),
  );
  if (mark === undefined || value.includes("\r"))
    throw new EnvFileError(`${name} holds every kind of quotation mark: set it by hand`);
  return `${mark}${value}${mark}`;
}

function ifMissing(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return "";
  throw error;
}
