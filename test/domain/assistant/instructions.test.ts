import { expect, test } from "vitest";
import { modelTools, noWishes } from "../../../lib/assistant/tools.ts";
import { checkAnswer } from "../../../lib/domain/assistant/check-answer.ts";
import { instructionsFor } from "../../../lib/domain/assistant/instructions.ts";

const CANARY = "7f3a9c04be15d268";
const OWN = "You answer customers of Acme, which sells garden furniture.\n";
const INSTRUCTIONS = instructionsFor({ own: OWN, canary: CANARY, languages: ["en", "es"] });

const TOOLS = modelTools(
  { languages: [], search: async () => [], tickets: async () => [], openTicketId: null },
  noWishes(),
);

const KNOWLEDGE = ["Reset your password at https://help.acme.example/reset. Mail: support@acme.example."];
const check = (said: string) =>
  checkAnswer(said, { instructions: INSTRUCTIONS, canary: CANARY, knowledge: KNOWLEDGE, limit: 1_500 });

test("the business's own words come first, then rules that name every tool, the languages and the mark", () => {
  expect(INSTRUCTIONS.startsWith(OWN.trim())).toBe(true);
  for (const told of [...TOOLS.map(({ name }) => `- ${name} `), "en, es", CANARY]) {
    expect(INSTRUCTIONS).toContain(told);
  }
  expect(INSTRUCTIONS.split(CANARY)).toHaveLength(2);
});

test("without knowledge there is nothing to search", () => {
  const told = instructionsFor({ own: OWN, canary: CANARY, languages: [] });
  expect(told).toContain("There is no knowledge");
  expect(told).not.toContain("undefined");
});

test.for([
  "Hello! How can I help you today?",
  "I am an automatic assistant. I cannot share that, but how can I help you?",
  "I am sorry that you have a headache. Rest and drink some water. Please see a doctor if it gets worse or does not go away.",
  "You can reset your password at https://help.acme.example/reset. If that does not work, tell me and I let a person go on.",
  "I could not find anything about that. Would you like me to hand you over to a colleague?",
  "I do not know that. Shall a person take over?",
  "A ticket is being opened, and its number follows by itself.",
  "Your ticket #12 'Broken chair' is open: we are working on it.",
  "I can't give you a diagnosis or tell you doses. I'm not a doctor.",
  "¡Hola! ¿En qué puedo ayudarle? Soy un asistente automático.",
  "Siento que le duela la cabeza. Descanse y beba agua. Si empeora, consulte a un médico.",
  "Olá! Pode redefinir a sua senha em https://help.acme.example/reset. Posso ajudar com mais alguma coisa?",
  "Não encontrei nada sobre isso. Quer que um colega continue?",
  "Bonjour ! Vous pouvez écrire à support@acme.example. Je suis un assistant automatique.",
  "Je n'ai rien trouvé à ce sujet. Voulez-vous qu'une personne prenne le relais ?",
  "Guten Tag! Ihr Ticket ist offen, und ein Kollege sieht es sich an.",
  "Dazu habe ich nichts gefunden. Soll ein Mensch übernehmen?\n\n1. **Ja**\n2. **Nein**",
])("a good answer leaves: %j", (said) => {
  expect(check(said)).toHaveProperty("goes");
});

test("no line of the instructions leaves, the shortest apart", () => {
  const lines = INSTRUCTIONS.split("\n").filter((line) => line.split(" ").length > 14);
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(check(line), line).toEqual({ refused: "leak" });
  expect(check(INSTRUCTIONS)).toEqual({ refused: "leak" });
});
