import * as z from "zod/mini";
import { parsePhone } from "../../domain/address.ts";

/** A setting's value. */
export type Value = {
  /** How its text is read. Made for what is set alone: eighty schemas take a cold start 6 ms. */
  schema(): z.ZodMiniType;
  unlessSet: unknown;
  /** To follow "it must be"; null where any text will do. */
  mustBe: string | null;
};

/** Of what is written by name. */
export const NONE: Readonly<Record<string, never>> = {};

export const text = { schema: () => z.string(), unlessSet: undefined, mustBe: null };

export const matching = (pattern: RegExp, mustBe: string) => ({
  schema: () => z.string().check(z.regex(pattern)),
  unlessSet: undefined,
  mustBe,
});

/** An id of Twilio's. */
export const sid = (prefix: string) =>
  matching(new RegExp(`^${prefix}[0-9a-f]{32}$`), `${prefix} and 32 hexadecimal digits`);

/** An id of Meta's. */
export const digits = (mustBe: string) => matching(/^\d{5,32}$/, mustBe);

export const atLeast = (characters: number) => ({
  schema: () => z.string().check(z.minLength(characters)),
  unlessSet: undefined,
  mustBe: `at least ${characters} characters`,
});

/** No provider makes a shorter one, so it was cut off or made up, and may be guessed. */
export const secret = atLeast(16);

export const flag = (unlessSet: boolean) => ({
  schema: () => z.stringbool(),
  unlessSet,
  mustBe: "true or false",
});

export const count = (unlessSet: number, digits = 7) => ({
  schema: () =>
    z.pipe(z.string().check(z.regex(new RegExp(`^[1-9]\\d{0,${digits - 1}}$`))), z.transform(Number)),
  unlessSet,
  mustBe: `a whole number from 1 to ${"9".repeat(digits)}`,
});

/** An amount of money. */
export const decimal = {
  schema: () => z.pipe(z.string().check(z.regex(/^\d{1,6}(\.\d{1,6})?$/)), z.transform(Number)),
  unlessSet: undefined,
  mustBe: "a number such as 0.15",
};

/** Of days after which something is forgotten. */
export const days = ({ least, unlessSet }: { least: number; unlessSet: number }) => ({
  schema: () =>
    z.pipe(
      z.string().check(z.regex(/^(0|[1-9]\d{0,4})$/)),
      z.pipe(z.transform(Number), z.number().check(z.refine((count) => count === 0 || count >= least))),
    ),
  unlessSet,
  mustBe: `a whole number of days from ${least} to 99999, or 0 for never`,
});

/** One of these words, however it is capitalised. */
const word = <const T extends string>(words: readonly T[]) =>
  z.pipe(
    z.string(),
    z.pipe(
      z.transform((given: string) => given.toLowerCase()),
      z.enum(words),
    ),
  );

const either = (words: readonly string[]) => `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

export const oneOf = <const T extends string>(words: readonly T[], unlessSet: T) => ({
  schema: () => word(words),
  unlessSet,
  mustBe: either(words),
});

/** Where it depends on others what it is unless it is set. */
export const oneOfIfSet = <const T extends string>(words: readonly T[]) => ({
  schema: () => word(words),
  unlessSet: undefined,
  mustBe: either(words),
});

export const phone = {
  schema: () => z.pipe(z.string(), z.pipe(z.transform(parsePhone), z.string())),
  unlessSet: undefined,
  mustBe: "a phone number with its country code, such as +14155550100",
};

export const phones = {
  schema: () =>
    z.pipe(
      z.string(),
      z.pipe(
        z.transform((value: string) => value.split(",").map(parsePhone)),
        z.array(z.string()),
      ),
    ),
  unlessSet: undefined,
  mustBe: "phone numbers with their country codes, and commas between them",
};

const withoutLastSlash = () =>
  z.transform((value: string) => {
    const { origin, pathname } = new URL(value);
    return `${origin}${pathname.replace(/(?<!\/)\/+$/, "")}`;
  });

/** An http(s) address without its last slash, spelled as every URL parser spells it. */
export const origin = (mustBe: string) => ({
  schema: () => z.pipe(z.url({ protocol: /^https?$/ }), withoutLastSlash()),
  unlessSet: undefined,
  mustBe,
});

/** A key that is sent in a header, where nothing else can stand. */
export const headerKey = (atLeast: number) =>
  matching(
    new RegExp(`^[!-~]{${atLeast},}$`),
    `${atLeast > 1 ? `at least ${atLeast} ` : ""}letters, digits and signs, without spaces`,
  );

const IS_LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether an address is on this machine. */
export const isLoopback = (url: string) => IS_LOOPBACK.test(new URL(url).hostname);

/** The base of another's API, which a key is sent to: encrypted unless it stays on this machine, and whole, since we would leave the rest out. */
export const apiBase = (mustBe: string) => {
  const isOne = (value: string) => {
    if (!URL.canParse(value)) return false;
    const { protocol, username, password, search, hash, pathname } = new URL(value);
    const isWhole = ![username, password, search, hash].some(Boolean) && !/\/completions\/*$/.test(pathname);
    return isWhole && (protocol === "https:" || isLoopback(value));
  };
  const url = () => z.url({ protocol: /^https?$/ }).check(z.refine(isOne));
  return { schema: () => z.pipe(url(), withoutLastSlash()), unlessSet: undefined, mustBe };
};

export const database = {
  schema: () => z.url({ protocol: /^postgres(ql)?$/ }),
  unlessSet: undefined,
  mustBe: "a URL that begins with postgres:// or postgresql://",
};
