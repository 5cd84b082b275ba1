import { glob } from "node:fs/promises";
import type { Business } from "../../assistant/assistant.ts";
import { readBusiness } from "../../assistant/read-business.ts";
import type { Thought } from "../../assistant/think.ts";
import { HAND_OVER_WORDS } from "../../domain/wording/hand-over.ts";
import { UsageError } from "../shared/usage-error.ts";
import type { Configured } from "./configured-model.ts";
import { type PlayedTurn, playTranscript } from "./play-transcript.ts";
import { readTranscript } from "./read-transcript.ts";
import type { Transcript } from "./transcript.ts";

const SHARED_TRANSCRIPTS = "test/assistant/*.yaml";
/** What those are about, unless they say otherwise. */
const SHARED_BUSINESS = "test/sandbox/business";

/**
 * Plays transcripts to the model, and prints a table of what held.
 * @returns 1 when something did not hold
 * @throws {UsageError} for a transcript that cannot be read, before any is played
 */
export async function evaluate(
  { model, unsafeWords }: Configured,
  { files, say }: { files: string[]; say(line: string): void },
): Promise<0 | 1> {
  const all = await readAll(files);
  const played = all.filter(({ transcript }) => !transcript.onlyScripted);
  const total = { held: 0, lost: 0, tokens: 0 };
  const lostIn = new Set<string>();
  if (played.length > 0) say(HEADER);
  for (const { file, transcript, business } of played) {
    say(`${transcript.title} (${transcript.language}, ${file})`);
    for await (const turn of playTranscript(transcript, { model, business, unsafeWords })) {
      for (const row of rowsOf(turn)) say(row);
      const held = turn.held.filter(({ isHeld }) => isHeld).length;
      total.held += held;
      total.lost += turn.held.length - held;
      if (held < turn.held.length) lostIn.add(file);
      total.tokens += tokensOf(turn);
    }
  }
  const skipped = all.length - played.length;
  if (skipped > 0) say(`Left out, since no real model has a fault when it is asked to: ${skipped}.`);
  say(`${model.name}: ${total.held} held, ${total.lost} did not; ${counted(total.tokens)} tokens.`);
  if (total.lost > 0) say(`What did not hold is in ${[...lostIn].join(", ")}.`);
  return total.lost > 0 ? 1 : 0;
}

/** In the order of their names. All are read before the first is played, since playing costs money. */
async function readAll(files: string[]) {
  const named = files.length > 0 ? files : (await Array.fromAsync(glob(SHARED_TRANSCRIPTS))).sort();
  if (named.length === 0) throw new UsageError(`there is no ${SHARED_TRANSCRIPTS} here: name a file`);
  return Promise.all(
    named.map(async (file) => {
      const transcript = await readTranscript(file);
      return { file, transcript, business: await businessOf(transcript) };
    }),
  );
}

async function businessOf({ business: folder = SHARED_BUSINESS, ...own }: Transcript): Promise<Business> {
  const business = await readBusiness(folder);
  if (business.instructions === null && own.instructions === undefined)
    throw new UsageError(`${folder} has no instructions.md: check the folder`);
  return business;
}

type Row = { turn: string; held: string; expected: string; tokens?: string; ms?: string };

const row = ({ turn, held, expected, tokens = "", ms = "" }: Row) =>
  `${turn.padStart(6)}  ${held.padEnd(4)}  ${expected.padEnd(48)} ${tokens.padStart(7)} ${ms.padStart(7)}`.trimEnd();

const HEADER = row({ turn: "turn", held: "held", expected: "expectation", tokens: "tokens", ms: "ms" });

/** What a turn took stands beside its first expectation; why one was lost, below its last. */
function* rowsOf(turn: PlayedTurn): Generator<string> {
  const { number, held, thought } = turn;
  const took = { tokens: counted(tokensOf(turn)), ms: counted(thought?.milliseconds ?? 0) };
  for (const [index, { expected, isHeld }] of held.entries())
    yield row({ turn: String(number), held: isHeld ? "yes" : "NO", expected, ...(index === 0 && took) });
  if (thought && held.some(({ isHeld }) => !isHeld)) yield `${" ".repeat(14)}${cameOf(thought)}`;
}

function cameOf({ answer, why, failure }: Thought): string {
  if (!why) return `It said: ${answer.replaceAll("\n", " ")}`;
  return `A person took over: ${HAND_OVER_WORDS[why]}${failure ? ` (${failure})` : ""}`;
}

const tokensOf = ({ thought }: PlayedTurn) => (thought?.inputTokens ?? 0) + (thought?.outputTokens ?? 0);
const counted = (count: number) => count.toLocaleString("en");
