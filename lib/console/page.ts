import type { html } from "hono/html";
import type { Actor, Role } from "../domain/access/actor.ts";
import type { Deps } from "../ports.ts";
import type { Counts, Notice } from "./notices.ts";

/** Escaped HTML: what `html` of hono makes of a template, with every value in it escaped. */
export type Html = ReturnType<typeof html>;

/** Who visits: somebody who signed in with Zendesk, or who showed the password. */
export type Visitor = { actor: Actor; role: Role };

/** A visit of a page by somebody who may see it. */
export type Visit = {
  deps: Deps;
  visitor: Visitor;
  /** The parts of the path that the page's own path names. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** What the form said; empty for a page that is looked at. */
  form: URLSearchParams;
};

/** What a visitor sees. */
export type Shown = {
  title: string;
  body: Html;
  /**
   * The page asks for itself again every few seconds and shows what changed. Not for what a form found, nor behind a cursor. What has no
   * id is told by its place, so each row, item, form and button that repeats, or comes and goes, needs one: else a button becomes
   * another one under the visitor's hand.
   */
  isLive?: boolean;
};

/** A file in place of a page; one that a browser would run, or that we do not know, is downloaded. */
export type SentFile = {
  filename: string;
  contentType: string;
  bytes: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  /** Shown in the page that names it; else it is downloaded. */
  isInline?: boolean;
};

/** Where a form leads, what is said there and of how many, and what goes on after that, such as the work it promised. */
export type Led = { to: string; notice?: Notice; counts?: Counts; background?: () => Promise<void> };

/**
 * A page of the console. Both ways throw RefusedError("missing") for what does not exist, and InvalidInputError for a mistake in
 * the address or the form.
 */
export type Page = {
  show?(visit: Visit): Promise<Shown | SentFile>;
  /** Showing it calls a provider: then a page of another site may not make a visitor's browser ask for it. */
  callsProviders?(query: URLSearchParams): boolean;
  /** What a form asks for, such as "Erasing", where that takes an admin; else null. */
  needsAdmin?(visit: Visit): string | null;
  /** Whether it sends customers something, which is not for agents who may not write to them in Zendesk. */
  writesToCustomers?(visit: Visit): boolean;
  /** What a form sent to this path does. A search answers with what it found, since a number must not stand in an address. */
  act?(visit: Visit): Promise<Led | Shown>;
};
