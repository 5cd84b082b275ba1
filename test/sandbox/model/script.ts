import type { ChatRequest, Reply, ToolCall } from "./chat.ts";
import { passageIn, stepsIn, ticketsIn } from "./tool-results.ts";
import { type Language, readTurn, type Turn } from "./turn.ts";

type Rule = {
  /** What the customer writes, in any of the languages. */
  when: RegExp;
  /** What was said before, where it takes that. */
  after?: RegExp;
  /** Called once a turn, before anything is said. */
  calls?: (turn: Turn) => ToolCall;
  says: (turn: Turn) => string;
};

const HEADACHE = /headache|head hurts|dolor de cabeza|dor de cabeça/i;

/** What it does, by what the customer wrote last: the first rule that fits. */
const RULES: Rule[] = [
  {
    when: /\b(person|human|agent|persona|humano|agente|pessoa|atendente)\b/i,
    calls: (turn) => ({ tool: "hand_over", input: { summary: `The customer wants a person: ${cut(turn)}` } }),
    says: in3({
      en: "I am passing you to a colleague.",
      es: "Le paso con una persona del equipo.",
      pt: "Vou passar você para um colega.",
    }),
  },
  {
    when: HEADACHE,
    says: in3({
      en: "I'm sorry to hear that. Rest, drink some water, and avoid bright screens for a while. See a doctor if it is sudden and severe, or comes with a fever, a stiff neck or trouble seeing. Since when have you had the headache?",
      es: "Lo siento. Descanse, beba agua y evite las pantallas un rato. Consulte a un médico si es repentino y fuerte, o si viene con fiebre, rigidez de cuello o problemas de visión. ¿Desde cuándo tiene el dolor de cabeza?",
      pt: "Sinto muito. Descanse, beba água e evite telas por um tempo. Procure um médico se for súbita e forte, ou se vier com febre, rigidez no pescoço ou problemas de visão. Desde quando você tem a dor de cabeça?",
    }),
  },
  {
    when: /password|contraseña|senha/i,
    calls: search({ en: "reset password", es: "restablecer contraseña", pt: "redefinir senha" }),
    says: answerFromKnowledge,
  },
  {
    when: /refund|wrong|broken|reembolso|equivocad|errad|rot[oa]\b|quebrad/i,
    calls: (turn) => ({ tool: "open_ticket", input: { subject: subjectOf(turn), summary: cut(turn) } }),
    says: in3({
      en: "I am opening a ticket for you. A colleague will write to you here.",
      es: "Abro un ticket para usted. Una persona del equipo le escribirá aquí.",
      pt: "Estou abrindo um chamado para você. Um colega vai escrever aqui.",
    }),
  },
  {
    when: /\b(since|yesterday|desde|ayer|ontem)\b|\b(for|hace|há) \S+ (hours?|days?|weeks?|horas?|días?|dias?)(?!\p{L})/iu,
    after: HEADACHE,
    says: in3({
      en: ({ said }) =>
        `Thank you. A headache "${said.trim()}" can still be harmless: rest and water help most people. If it has lasted for more than three days, or gets worse, see a doctor.`,
      es: ({ said }) =>
        `Gracias. Un dolor de cabeza "${said.trim()}" puede ser inofensivo: descanso y agua ayudan a casi todos. Si dura más de tres días, o empeora, consulte a un médico.`,
      pt: ({ said }) =>
        `Obrigado. Uma dor de cabeça "${said.trim()}" pode ser inofensiva: descanso e água ajudam quase todos. Se durar mais de três dias, ou piorar, procure um médico.`,
    }),
  },
  {
    when: /\b(where|how|what)\b.*\bticket\b|dónde.*ticket|cómo.*ticket|onde.*chamado|como.*chamado/i,
    calls: () => ({ tool: "ticket_status", input: {} }),
    says: ({ results, language }) => {
      const tickets = ticketsIn(results.get("ticket_status"));
      return tickets ? `${STATUS[language]}\n${tickets}` : NO_TICKET[language];
    },
  },
  {
    when: /\b(thanks|thank you|gracias|obrigad[oa])\b/i,
    says: in3({ en: "You're welcome.", es: "De nada.", pt: "De nada." }),
  },
  { when: /(?:)/, calls: search(), says: answerFromKnowledge },
];

const STATUS: Record<Language, string> = {
  en: "Your tickets:",
  es: "Sus tickets:",
  pt: "Seus chamados:",
};

const NO_TICKET: Record<Language, string> = {
  en: "I see no ticket of yours.",
  es: "No veo ningún ticket suyo.",
  pt: "Não vejo nenhum chamado seu.",
};

const UNKNOWN: Record<Language, string> = {
  en: "I don't know that, sorry. Would you like to talk to a colleague?",
  es: "No lo sé, lo siento. ¿Quiere hablar con alguien del equipo?",
  pt: "Não sei, desculpe. Quer falar com um colega?",
};

const FOUND: Record<Language, string> = {
  en: "Here is what I found:",
  es: "Esto es lo que encontré:",
  pt: "Foi isto que encontrei:",
};

/** What the script has the model answer: its tool first, then its words. */
export function byScript(request: ChatRequest): Reply {
  const turn = readTurn(request);
  const rule = RULES.find(({ when, after }) => when.test(turn.said) && (after?.test(turn.before) ?? true));
  const call = rule?.calls?.(turn);
  if (call && turn.offered.includes(call.tool) && !turn.results.has(call.tool)) return call;
  return { text: rule?.says(turn) ?? UNKNOWN[turn.language] };
}

/** By a question of its own, or the customer's words. */
function search(questions: Record<string, string> = {}) {
  return (turn: Turn): ToolCall => ({
    tool: "search_knowledge",
    input: { query: questions[turn.searchesIn] ?? cut(turn), language: turn.searchesIn },
  });
}

function answerFromKnowledge({ results, language }: Turn): string {
  const passage = passageIn(results.get("search_knowledge"));
  return passage ? `${FOUND[language]}\n${stepsIn(passage)}` : UNKNOWN[language];
}

type Words = string | ((turn: Turn) => string);

function in3(words: Record<Language, Words>) {
  return (turn: Turn): string => {
    const said = words[turn.language];
    return typeof said === "string" ? said : said(turn);
  };
}

const cut = ({ said }: Turn) => said.trim().slice(0, 300);
const subjectOf = ({ said }: Turn) => said.trim().split("\n", 1)[0]?.slice(0, 60) || "A request";
