import { readFile } from "node:fs/promises";
import { CsvError, parse } from "csv-parse/sync";
import { parseBsuid, parsePhone } from "../../domain/address.ts";
import { UsageError } from "../shared/usage-error.ts";
import type { SendOptions } from "./options.ts";

/** A recipient as given, and by what two spellings of one person are told; null when it is no address at all. */
export type Person = { to: string; person: string | null; variables: Record<string, string> };

/** Whom to send to, in the order given, with the variables that their line of the file holds. @throws {UsageError} */
export async function readPeople({ to, csv, variables, message }: SendOptions): Promise<Person[]> {
  if (csv === undefined) return to.map((one) => personOf(one, {}));
  const rows = parseCsv(csv, await textOf(csv));
  const [header = [], ...lines] = rows.map((cells) => cells.map((cell) => cell.trim()));
  const column = numberColumn(header);
  if (personOf(header[column] ?? "", {}).person)
    throw new UsageError(`${csv} has no header: put a line above the first, such as "to"`);
  if (lines.length === 0) throw new UsageError(`${csv} has no line below its header`);
  const twice = header.find((name, n) => name && header.indexOf(name) !== n);
  if (twice) throw new UsageError(`${csv} has the column ${twice} twice: rename one`);
  return lines.map((cells) => {
    const named = header.flatMap((name, n): [string, string][] => {
      const cell = cells[n] ?? "";
      // Meta takes as many variables as its template has, and no other.
      const isOther = n === column || !name || (message.template !== undefined && !/^\d+$/.test(name));
      // For an empty cell, the variable for everybody counts, where there is one.
      const isDefault = cell === "" && variables?.[name] !== undefined;
      return variables && !isOther && !isDefault ? [[name, cell]] : [];
    });
    return personOf(cells[column] ?? "", Object.fromEntries(named));
  });
}

/** A cell of our own report wears a "'" before its number. */
function personOf(given: string, variables: Record<string, string>): Person {
  const to = given.trim().replace(/^'(?=\+)/, "");
  return { to, person: parsePhone(to) ?? parseBsuid(to), variables };
}

async function textOf(csv: string): Promise<string> {
  const bytes = await readFile(csv).catch((error) => {
    throw new UsageError(`--csv: ${csv} cannot be read (${error.code}): check the path`, { cause: error });
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    // Guessing would garble names in what customers read.
    throw new UsageError(`${csv} is not UTF-8: save it as "CSV UTF-8"`, { cause: error });
  }
}

function parseCsv(csv: string, text: string): string[][] {
  try {
    return parse(text, { delimiter: delimiterOf(text), skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The library names the line, and quotes none of it.
    throw new UsageError(`${csv} is not well-formed: ${error.message}`, { cause: error });
  }
}

/** Spreadsheets write semicolons where the comma is the decimal sign. */
function delimiterOf(text: string): string {
  const [header = ""] = text.split(/[\r\n]/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, one) => (count(one) > count(best) ? one : best));
}

function numberColumn(header: string[]): number {
  const column = header.findIndex((name) => /^(to|phone)$/i.test(name));
  return column === -1 ? 0 : column;
}
