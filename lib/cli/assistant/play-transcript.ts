import type { Business, Model } from "../../assistant/assistant.ts";
import type { Thought } from "../../assistant/think.ts";
import { languageInName } from "../../domain/assistant/languages.ts";
import { checkTurn, type Held } from "./check-turn.ts";
import { simulateTools } from "./simulated-tools.ts";
import { startTalk } from "./talk.ts";
import type { ScriptedReply, Transcript } from "./transcript.ts";

export type Stage = {
  model: Model;
  /** What the transcript does not bring itself. */
  business: Business;
  unsafeWords: string | undefined;
  /** Has a scripted model say this next. */
  prompt?(replies: ScriptedReply[]): void;
};

/** Null where nobody asked, since a person had taken over. */
export type PlayedTurn = { number: number; held: Held[]; thought: Thought | null };

/** The longest that WhatsApp takes. */
export const TEXT_LIMIT = 4096;

/** Plays a transcript turn by turn, and says of each what held. After a hand-over a person goes on, so nothing more holds. */
export async function* playTranscript(transcript: Transcript, stage: Stage): AsyncGenerator<PlayedTurn> {
  const business = businessOf(transcript, stage.business);
  const { model, unsafeWords } = stage;
  const tools = simulateTools(business, transcript.tickets);
  const talk = startTalk({ model, business, unsafeWords, textLimit: TEXT_LIMIT, tools });
  let isWithPerson = false;
  for (const [index, { customer, model: replies = [], expect }] of transcript.turns.entries()) {
    const number = index + 1;
    if (isWithPerson) {
      yield { number, held: [{ expected: "the turn before is answered", isHeld: false }], thought: null };
      continue;
    }
    stage.prompt?.(replies);
    const thought = await talk.say([customer].flat());
    isWithPerson = thought.outcome === "handed-over";
    yield { number, held: checkTurn(expect, thought), thought };
  }
}

function businessOf({ instructions, knowledge }: Transcript, shared: Business): Business {
  return {
    ...shared,
    instructions: instructions ?? shared.instructions,
    knowledge: knowledge
      ? Object.entries(knowledge).map(([file, text]) => ({
          file,
          language: languageInName(file).language,
          text,
        }))
      : shared.knowledge,
  };
}
