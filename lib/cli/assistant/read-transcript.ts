import { readFile } from "node:fs/promises";
import { parse, YAMLError } from "yaml";
import { problemsOf } from "../../domain/problems.ts";
import { UsageError } from "../shared/usage-error.ts";
import { TRANSCRIPT, type Transcript } from "./transcript.ts";

/** The transcript in a file. @throws {UsageError} naming the file, the turn and the field */
export async function readTranscript(file: string): Promise<Transcript> {
  const text = await readFile(file, "utf8").catch((error) => {
    throw new UsageError(`${file} cannot be read (${error.code}): check the path`, { cause: error });
  });
  return parseTranscript(file, text);
}

/** @throws {UsageError} */
export function parseTranscript(file: string, text: string): Transcript {
  const checked = TRANSCRIPT.safeParse(yamlOf(file, text));
  if (checked.success) return checked.data;
  throw new UsageError(
    problemsOf(checked.error.issues)
      .map(({ path, message }) => `${placeOf(file, path)} ${message}`)
      .join("\n"),
  );
}

function yamlOf(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLError)) throw error;
    // The library names the line and the column.
    throw new UsageError(`${file} is not well-formed YAML: ${error.message.trim()}`, { cause: error });
  }
}

/** People count turns from one. */
function placeOf(file: string, path: string): string {
  const [, number, field] = /^turns\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  if (number === undefined) return path === "" ? `${file}:` : `${file}: ${path}`;
  return `${file}, turn ${Number(number) + 1}: ${field || "it"}`;
}
