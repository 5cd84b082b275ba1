import * as z from "zod/mini";
import { findMore } from "../db/erasure/begin-elsewhere.ts";
import { SWEEP_AGAIN_SECONDS } from "../db/erasure/erase-in-slices.ts";
import {
  type Elsewhere,
  endElsewhere,
  openParts,
  type Part,
  type PartState,
  recordPart,
  refuseOpen,
  reopen,
  secondsSincePromised,
  type What,
} from "../db/erasure/erasure-parts.ts";
import { usersOfOthers } from "../db/erasure/users-of-others.ts";
import { UPSTREAM_NAMES, UPSTREAMS } from "../domain/providers.ts";
import { UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import type { Forgotten } from "../providers/channel.ts";
import { defineTask } from "../tasks/define.ts";
import { ERASED_NAME, ERASED_SUBJECT, redactTicket } from "./redact-ticket.ts";

/** For so long a worker goes on before it lets other tasks have their turn. */
const SLICE_MS = 5_000;
const AT_ONCE = 50;

/**
 * How soon an upstream is asked again for what it is still at work on: at first, and later. Twilio needs up to two weeks for some.
 * @see https://www.twilio.com/docs/api/errors/20009
 */
const SOON = { forSeconds: 15 * 60, inSeconds: 60 };
const LATER_SECONDS = 60 * 60;
const LONGEST_SECONDS = 15 * 24 * 60 * 60;

/** "agents-stay": forgotten, but for what agents wrote; "more": a part of it is done, and the time is up. */
type PartOutcome = Forgotten | "agents-stay" | "more";

/** Makes one upstream forget a person, thing by thing, and writes down what became of each. What is asked for twice is forgotten once. */
export const eraseElsewhere = defineTask({
  payload: z.object({ contactId: z.string(), upstream: z.enum(UPSTREAMS) }),

  async handle(place, deps, task) {
    const { db } = deps;
    const name = UPSTREAM_NAMES[place.upstream];
    // Its task was dead, and somebody ran it again.
    await reopen(db, place, GIVEN_UP);
    const ageSeconds = await secondsSincePromised(db, task);
    const lateInSeconds = SWEEP_AGAIN_SECONDS - ageSeconds;
    let left = await workOff(deps, place, ageSeconds);
    // The other upstream's task may have found it: then it is open all the same.
    if (left !== "more" && (await findMore(db, place.contactId)) > 0) left = "more";
    if (left === "nothing") left = await workOff(deps, place, ageSeconds);
    if (left === "more") return { said: `${name} forgets, and there is more`, againInSeconds: 0 };
    if (left === "not-yet") {
      const againInSeconds = ageSeconds < SOON.forSeconds ? SOON.inSeconds : LATER_SECONDS;
      return { said: "some of it cannot be forgotten yet", againInSeconds };
    }
    if (lateInSeconds > 0)
      return { said: "what was under way is looked for later", againInSeconds: lateInSeconds };
    await endElsewhere(db, place);
    return `${name} has forgotten what it could`;
  },

  async onDead(place, { db, log }) {
    log.error("A person is not forgotten elsewhere: run the dead task again at /console/tasks", { ...place });
    await refuseOpen(db, place, GIVEN_UP);
  },
});

/** The task may be gone when this is read; asked for once more, there is one again. */
const GIVEN_UP =
  "it failed again and again: ask for it once more, or run its dead task again at /console/tasks";

/** What is left when the time is up, or nothing more can be done for now. */
async function workOff(
  deps: Deps,
  place: Elsewhere,
  ageSeconds: number,
): Promise<"more" | "not-yet" | "nothing"> {
  const { db } = deps;
  const endsAt = performance.now() + SLICE_MS;
  const waiting = new Set<string>();
  for (;;) {
    const parts = await openParts(db, place, AT_ONCE + waiting.size);
    const next = parts.filter(({ what, ref }) => !waiting.has(`${what} ${ref}`));
    if (next.length === 0) return waiting.size > 0 ? "not-yet" : "nothing";
    for (const part of next) {
      if (performance.now() > endsAt) return "more";
      const outcome = await forget(deps, place, part, endsAt);
      if (outcome === "more") return "more";
      const became = stateOf(outcome, ageSeconds);
      if (became.state === "open") waiting.add(`${part.what} ${part.ref}`);
      await recordPart(db, place, { ...part, ...became });
    }
  }
}

/** One thing is forgotten. What fails for now goes behind all others, so that it holds up none of them; an upstream's own words are kept nowhere. */
async function forget(deps: Deps, place: Elsewhere, part: Part, endsAt: number): Promise<PartOutcome> {
  try {
    return await FORGET[part.what]({ deps, place, ref: part.ref, endsAt });
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const { upstream, failure, status, code, retryAfterSeconds, scope } = error;
    if (error.isRefusal) return { refused: `${UPSTREAM_NAMES[upstream]} refuses it (HTTP ${status})` };
    await recordPart(deps.db, place, { ...part, state: "open" });
    const wordless = { ...(status && { status }), ...(code && { code }), retryAfterSeconds, scope };
    throw new UpstreamError(upstream, failure, { ...wordless, cause: error });
  }
}

type Forgetting = { deps: Deps; place: Elsewhere; ref: string; endsAt: number };

const FORGET: Record<What, (asked: Forgetting) => Promise<PartOutcome>> = {
  message: ({ deps, place, ref }) =>
    place.upstream === "zendesk" ? Promise.resolve("forgotten") : deps.channel(place.upstream).forget(ref),
  "conversation-message": ({ deps, ref }) => deps.conversations.forgetMessage(ref),
  ticket: ({ deps, place, ref, endsAt }) => redactTicket(deps, { place, ticketId: ref, endsAt }),
  comment: async () => "forgotten",
  subject: ({ deps, ref }) => deps.zendesk.redactSubject(ref, ERASED_SUBJECT),
  user: async ({ deps, place, ref }) =>
    (await usersOfOthers(deps.db, place.contactId, [ref])).size > 0
      ? { refused: "it is the user of another contact as well, who is left as they are" }
      : deps.zendesk.forgetUser(ref, ERASED_NAME),
  late: async () => "forgotten",
};

function stateOf(outcome: Exclude<PartOutcome, "more">, ageSeconds: number): PartState {
  if (outcome === "forgotten") return { state: "done" };
  if (outcome === "agents-stay")
    return { state: "done", why: "agents' comments stay: redact in Zendesk what names the person there" };
  if (outcome !== "not-yet") return { state: "refused", why: outcome.refused };
  if (ageSeconds < LONGEST_SECONDS) return { state: "open", why: "still under way there: it is tried again" };
  return { state: "refused", why: "it was still under way there after two weeks" };
}
