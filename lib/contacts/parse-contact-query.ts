import type { ContactKey } from "../db/messages/history.ts";
import { masked, parseBsuid, parsePhone } from "../domain/address.ts";
import { type Place, readCursor } from "../domain/cursor.ts";
import { isUuid } from "../domain/uuid.ts";
import { InvalidInputError, type Problem } from "../errors.ts";

const ONE_TO_200 = /^([1-9]\d?|1\d\d|200)$/;
const DEFAULT_LIMIT = 50;

/** How each parameter is read, null meaning that it cannot be, and what is said then. */
const KEYS = {
  id: {
    read: (text: string) => (isUuid(text) ? text.toLowerCase() : null),
    problem: "is not a contact's id, which is a UUID",
  },
  phone: {
    read: parsePhone,
    problem: "is not a phone number: write it with its country code, such as +14155550100",
  },
  bsuid: {
    read: parseBsuid,
    problem: "is not a business-scoped user id, such as US.13491208655302741918",
  },
};
/** Whether upstreams forget the person as well. */
const WHERE = {
  everywhere: {
    read: (text: string) => (text === "true" || text === "false" ? text === "true" : null),
    problem: "must be true or false",
  },
};
const PAGE = {
  limit: {
    read: (text: string) => (ONE_TO_200.test(text) ? Number(text) : null),
    problem: "is not a whole number from 1 to 200",
  },
  cursor: {
    read: (text: string) => readCursor(text, isUuid),
    problem: "is not what an earlier answer gave as next",
  },
};

/** Of how many days the audit trail is told. */
const AUDIT = {
  audit: {
    read: (text: string) => (/^([1-9]|[1-8]\d|90)d$/.test(text) ? Number.parseInt(text, 10) : null),
    problem: "is not a number of days from 1d to 90d",
  },
};

type Parameter<Value> = { read(text: string): Value | null; problem: string };
type Parameters = Record<string, Parameter<unknown>>;
type Read<P extends Parameters> = { [Name in keyof P]?: NonNullable<ReturnType<P[Name]["read"]>> };

/**
 * Whose history is asked for, and which page of it.
 * @throws {InvalidInputError} naming everything that is wrong
 */
export function parseHistoryQuery(fields: unknown): {
  key: ContactKey;
  after: Place | null;
  limit: number;
} {
  const { key, read } = parse({ ...KEYS, ...PAGE }, fields);
  return { key, after: read.cursor ?? null, limit: read.limit ?? DEFAULT_LIMIT };
}

/**
 * Who is to be erased, and whether elsewhere too.
 * @throws {InvalidInputError} naming everything that is wrong
 */
export function parseErasure(fields: unknown): { key: ContactKey; everywhere: boolean } {
  const { key, read } = parse({ ...KEYS, ...WHERE }, fields);
  return { key, everywhere: read.everywhere ?? false };
}

/**
 * The receipt that is asked about; null where none is.
 * @throws {InvalidInputError} when something else is asked with it
 */
export function parseReceipt(fields: unknown): string | null {
  const { receipt, ...others } = Object(fields);
  if (receipt === undefined) return null;
  const besides = Object.keys(others).filter((name) => !isVercels(name));
  if (besides.length > 0) throw new InvalidInputError([{ path: "receipt", message: "must stand alone" }]);
  return String(receipt);
}

export type AuditQuery = { days: number; after: Place | null; limit: number };

/**
 * Which page of the audit trail is asked for; null where something else is.
 * @throws {InvalidInputError} naming everything that is wrong
 */
export function parseAuditQuery(fields: unknown): AuditQuery | null {
  if (Object(fields).audit === undefined) return null;
  const parameters = { ...AUDIT, ...PAGE };
  const { values, problems } = readAll(parameters, fields);
  // Each value came from the reader of its name.
  const { audit: days, cursor, limit } = values as Read<typeof parameters>;
  if (days === undefined || problems.length > 0) throw new InvalidInputError(problems);
  return { days, after: cursor ?? null, limit: limit ?? DEFAULT_LIMIT };
}

/** A key as logs may show it. */
export function maskedKey(key: ContactKey): string {
  if ("id" in key) return `id ${key.id}`;
  return "phone" in key ? `phone ${masked(key.phone)}` : `bsuid ${masked(key.bsuid)}`;
}

/** Vercel's own, such as x-vercel-protection-bypass, stand in a preview's URL. */
const isVercels = (name: string) => name.startsWith("x-vercel-");

function parse<P extends typeof KEYS>(parameters: P, fields: unknown) {
  const { values, names, problems } = readAll(parameters, fields);
  const keys = names.filter((name) => Object.hasOwn(KEYS, name));
  if (keys.length !== 1) {
    problems.push({ path: "id", message: "or phone or bsuid must be given, and one of them only" });
  }
  if (problems.length > 0) throw new InvalidInputError(problems);
  const [key = ""] = keys;
  // Each value came from the reader of its name, and one of the keys is there.
  return { key: { [key]: values[key] } as ContactKey, read: values as Read<P> };
}

/** What was given under which names, as far as it can be read, and what is wrong with the rest. */
function readAll(parameters: Parameters, fields: unknown) {
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  const asked = Object.entries<unknown>(Object(fields)).filter(([name]) => !isVercels(name));
  for (const [name, given] of asked) {
    const parameter = Object.hasOwn(parameters, name) && parameters[name];
    if (!parameter) {
      problems.push({ path: name, message: "is not a parameter of this route" });
      continue;
    }
    const text = typeof given === "number" ? String(given) : given;
    const value = typeof text === "string" ? parameter.read(text) : null;
    if (value === null) problems.push({ path: name, message: parameter.problem });
    else values[name] = value;
  }
  return { values, names: asked.map(([name]) => name), problems };
}
