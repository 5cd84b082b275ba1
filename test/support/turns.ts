import { newId } from "../../lib/db/new-id.ts";
import type { HandOverReason } from "../../lib/domain/assistant/outcomes.ts";
import type { World } from "./world.ts";

type Turn = {
  outcome: "asked" | "answered" | "handed-over";
  why?: HandOverReason;
  opensTicket?: boolean;
  answer?: string;
  subject?: string;
  summary?: string;
  model?: string;
  inputTokens?: number;
  outputTokens?: number;
  milliseconds?: number;
  steps?: number;
  tools?: string[];
  passages?: { file: string; heading: string }[];
};

/** What a turn of the assistant's leaves behind: it was about a contact's newest message, and what went out since is its answer. Returns its id. */
export async function tookTurn({ database }: World, phone: string, turn: Turn): Promise<string> {
  const id = newId();
  const { outcome, why = null, answer = "", subject = "", summary = "", model = "" } = turn;
  const {
    inputTokens = 0,
    outputTokens = 0,
    milliseconds = 0,
    steps = 0,
    tools = [],
    passages = [],
    opensTicket = false,
  } = turn;
  await database.rows(
    `with newest as (
      select l.id, l.contact_id, l.created_at from contact_logs l join contacts c on c.id = l.contact_id
      where c.phone = $1 and l.direction = 'inbound' order by l.created_at desc, l.id desc limit 1
    ), turn as (
      insert into assistant_turns (id, answers, outcome, why, answer, subject, summary, model, input_tokens, output_tokens, milliseconds,
        steps, tools, passages, opens_ticket, settled_at, carried_out_at)
      select $2, id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, now(), now() from newest
    )
    update contact_logs l set assistant_turn_id = $2 from newest n
    where l.contact_id = n.contact_id and (l.id = n.id or l.direction = 'outbound' and l.created_at > n.created_at)`,
    [
      phone,
      id,
      outcome,
      why,
      answer,
      subject,
      summary,
      model,
      inputTokens,
      outputTokens,
      milliseconds,
      steps,
      JSON.stringify(tools),
      JSON.stringify(passages),
      opensTicket,
    ],
  );
  return id;
}

/** Twelve hundred tokens of a small model, which searched the knowledge before it answered. */
export const ANSWERED: Turn = {
  outcome: "answered",
  answer: "Press Forgot password on the sign-in page.",
  model: "small-model",
  inputTokens: 1_150,
  outputTokens: 50,
  milliseconds: 1_840,
  steps: 2,
  tools: ["search_knowledge"],
  passages: [
    { file: "accounts.md", heading: "A forgotten password" },
    { file: "accounts.es.md", heading: "Contraseña olvidada" },
  ],
};
