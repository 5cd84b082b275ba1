import { describe, expect, test } from "vitest";
import { shownWord } from "../../lib/commands/command.ts";
import { commandsWhile } from "../../lib/commands/index.ts";
import { matchCommand } from "../../lib/commands/match.ts";
import type { Channel } from "../../lib/domain/providers.ts";
import type { CommandName, SentenceName } from "../../lib/domain/replies/catalogue.ts";
import { ON_BUTTONS } from "../../lib/domain/replies/check-wording.ts";
import { variablesOf } from "../../lib/domain/replies/fill.ts";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import { LANGUAGES, type Language } from "../../lib/domain/replies/languages.ts";
import { isVague } from "../../lib/domain/replies/vague.ts";
import { plainWords } from "../../lib/domain/text.ts";
import { pageOf, sentencesSaid } from "../support/said.ts";

const COMMANDS = commandsWhile({ isAssistantOn: true });
const SENTENCES = Object.keys(CATALOGUES.en.sentences) as SentenceName[];
const NAMES = Object.keys(CATALOGUES.en.commands) as CommandName[];

const heard = (body: string, channel: Channel = "whatsapp") =>
  matchCommand({ kind: "text", body, channel, media: [], detail: {} }, COMMANDS)?.command.name;
const isInCapitals = (word: string) => /^\p{Lu}{2,}$/u.test(word);
/** The words of a text as they are written, its {variables} left out. */
const wordsIn = (text: string) => text.replace(/\{\w+\}/g, " ").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
/** Hindi's vowel signs are letters, and nobody leaves them out. */
const withoutAccents = (text: string) =>
  text.normalize("NFD").replace(/(?!\p{Script=Devanagari})\p{M}/gu, "");

/** The commands that a sentence tells people to write. */
const namedIn = (language: Language, sentence: SentenceName) =>
  COMMANDS.filter(({ name }) => name !== "hi").filter((command) => {
    const said = ` ${wordsIn(CATALOGUES[language].sentences[sentence]).join(" ")} `;
    return said.includes(` ${shownWord(command, language)} `);
  });

describe.for(LANGUAGES)("in %s", (language) => {
  const { sentences, commands, vague } = CATALOGUES[language];

  test("each sentence has English's variables, and none is blank", () => {
    for (const name of SENTENCES) {
      expect(sentences[name].trim(), name).toBe(sentences[name]);
      expect(sentences[name], name).not.toBe("");
      const variables = variablesOf(sentences[name]).sort();
      expect(variables, name).toEqual(variablesOf(CATALOGUES.en.sentences[name]).sort());
    }
  });

  test("what WhatsApp limits is within its limits", () => {
    for (const name of ON_BUTTONS) {
      expect(sentences[name].length, name).toBeLessThanOrEqual(20);
    }
    for (const command of COMMANDS) {
      const { summary } = command.in(language);
      const row = [shownWord(command, language), command.argument && sentences.reference];
      expect(row.filter(Boolean).join(" ").length, command.name).toBeLessThanOrEqual(24);
      expect(summary?.length ?? 0, command.name).toBeLessThanOrEqual(72);
    }
    // WhatsApp approves no template that begins or ends with a variable.
    for (const name of ["ticketCreated", "invitation"] as const) {
      expect(sentences[name], name).not.toMatch(/^[^\p{L}\p{N}]*\{|\}[^\p{L}\p{N}]*$/u);
    }
  });

  test("HELP lists what it lists in English, and nothing that is heard is blank", () => {
    for (const name of NAMES) {
      expect(commands[name].summary === null, name).toBe(CATALOGUES.en.commands[name].summary === null);
      expect(commands[name].words, name).not.toEqual([]);
    }
    for (const text of [...NAMES.flatMap((name) => commands[name].words), ...vague]) {
      expect(text.toLocaleLowerCase(language)).toBe(text);
      expect(plainWords(text), text).not.toBe("");
    }
  });

  test("each word is heard as it stands, and in capitals with and without its accents", () => {
    for (const { name, argument, ...command } of COMMANDS) {
      for (const [n, word] of command.in(language).words.entries()) {
        const inCapitals = word.toLocaleUpperCase(language);
        for (const text of [word, inCapitals, withoutAccents(inCapitals), `${inCapitals}!`]) {
          if (!argument || n === 0) expect(heard(text), text).toBe(name);
          if (argument) expect(heard(`${text} A-123`), text).toBe(name);
        }
      }
    }
  });

  test("sentences name the commands that English's name, by words that this language shows", () => {
    for (const name of SENTENCES.filter((sentence) => sentence !== "reference")) {
      const named = namedIn(language, name);
      const capitals = wordsIn(sentences[name]).filter((word) => isInCapitals(word) && word !== "SMS");
      const known = named.flatMap((command) => wordsIn(shownWord(command, language)));
      expect(
        capitals.filter((word) => !known.includes(word)),
        name,
      ).toEqual([]);
      expect(
        named.map((command) => command.name),
        name,
      ).toEqual(expect.arrayContaining(namedIn("en", name).map((command) => command.name)));
    }
  });

  test("what is said, and heard, is what stands in its page", async () => {
    await expect(pageOf(language)).toMatchFileSnapshot(`replies/${language}.txt`);
  });

  test("no first message that says nothing is a command, unless this language's or English's", () => {
    const own = [commands, CATALOGUES.en.commands].flatMap((each) =>
      NAMES.flatMap((name) => each[name].words.map(plainWords)),
    );
    const others = vague.filter((text) => heard(text) !== undefined && !own.includes(plainWords(text)));
    // English lists greetings of other languages, which are greeted.
    expect(others.filter((text) => language !== "en" || heard(text) !== "hi")).toEqual([]);
  });
});

test("each sentence is said somewhere: nobody words one in vain", () => {
  const said = sentencesSaid();
  expect(SENTENCES.filter((name) => !said.has(name))).toEqual([]);
});

test("LANGUAGE lists every other language in one list of WhatsApp's, which has ten rows", () => {
  expect(
    LANGUAGES.length - 1,
    "another language needs a second list: WhatsApp refuses more rows",
  ).toBeLessThanOrEqual(10);
});

test("no word means two commands, in whatever languages, by SMS neither", () => {
  const meanings = new Map<string, Set<string>>();
  const means = (word: string, name: string) =>
    meanings.set(plainWords(word), (meanings.get(plainWords(word)) ?? new Set()).add(name));
  for (const language of LANGUAGES) {
    for (const name of NAMES) for (const word of CATALOGUES[language].commands[name].words) means(word, name);
  }
  for (const { name, smsWords = [] } of COMMANDS) for (const word of smsWords) means(word, name);
  expect([...meanings].filter(([, names]) => names.size > 1)).toEqual([]);
});

test.for([
  [
    "es",
    "cancelar|alto|alta|para|vale|recibido|enterado|confirmo|apruebo|aprobado gracias|saludos|sí|información",
  ],
  ["pt", "cancelar|sair|voltar|recebido|ciente|confirmo|aprovado|aprovo sim|tudo bem|tudo bom|obrigada"],
  [
    "fr",
    "annuler|fin|reçu|bien reçu|vu|personne|en attente|bonne journée|merci|d'accord|approuvé merci|suivi",
  ],
  [
    "it",
    "basta|fine|annulla|alta|alto|letto|visto|ricevuto|confermo|rifiuto speciale|in attesa|buona giornata|pronto",
  ],
  ["de", "morgen|tag|am morgen|danke"],
  ["nl", "morgen|dag|beste"],
  ["id", "pagi|siang|malam|hai"],
  ["tr", "iyi geceler|kolay gelsin"],
] as const)("in %s, what people answer agents with is no command on WhatsApp", ([, texts]) => {
  expect(texts.split("|").filter((text) => heard(text) !== undefined)).toEqual([]);
});

test.for([
  ["es", "Hola|ola|buenos días|Buenas tardes|¡Hola! ¿Qué tal?"],
  ["pt", "oi|Olá|BOM DIA|boa noite|Oi, tudo bem?"],
  ["fr", "Bonjour|Salut !|bonsoir|Bonjour, ça va ?"],
  ["it", "Ciao|Buongiorno!|buona sera|Salve"],
  ["de", "Hallo|Guten Tag|guten Morgen|Moin|Grüß dich"],
  ["nl", "Hallo|Goedemorgen|goede middag|Hoi"],
  ["id", "Halo|hallo|Selamat pagi|Assalamu'alaikum|salam"],
  ["tr", "Merhaba|Günaydın|IYI GUNLER|selam"],
  ["ar", "مرحبا|صباح الخير|سلام|السلام عليكم ورحمة الله"],
  ["hi", "नमस्ते|namaste|प्रणाम|ram ram"],
] as const)("in %s, a greeting is greeted", ([, texts]) => {
  expect(texts.split("|").filter((text) => heard(text) !== "hi")).toEqual([]);
});

test.for([
  ["stop", "alto"],
  ["stop", "SAIR"],
  ["start", "Alta"],
] as const)("%s is %j by SMS", ([name, text]) => {
  expect(heard(text, "sms")).toBe(name);
});

test.for([
  ["es", "¡Hola! ¿Qué tal?|Buenos días 👋|NECESITO AYUDA|Tengo una duda...|Gracias!"],
  ["pt", "Oi, tudo bem?|BOM DIA|Olá, tenho uma dúvida|Obrigada 🙏|Tem alguém aí?"],
  ["fr", "Bonjour, j’ai une question.|Salut !|Besoin d'aide|Y a quelqu'un ?|merci"],
  ["it", "Buongiorno!|Ciao, ho una domanda|C’è qualcuno?|Grazie mille|Salve"],
] as const)("in %s, greetings and calls for help say too little for a ticket", ([, texts]) => {
  expect(texts.split("|").filter((text) => !isVague(text))).toEqual([]);
});

test.for([
  "Hola, no puedo entrar en mi cuenta",
  "Bom dia, meu pedido não chegou",
  "Bonjour, ma facture est fausse",
  "Ciao, il pacco è rotto",
  "¡Hola! Quiero más información",
  "problema de pago",
])("%j says enough", (text) => {
  expect(isVague(text)).toBe(false);
});
