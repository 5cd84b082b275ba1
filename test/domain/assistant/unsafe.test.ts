import fc from "fast-check";
import { expect, test } from "vitest";
import { isUnsafe } from "../../../lib/domain/assistant/unsafe.ts";

const UNSAFE = {
  en: [
    "I have chest pain since this morning",
    "Chest\npain!!",
    "there is a pain in my chest and my arm is numb",
    "my chest feels tight",
    "he CAN'T BREATHE",
    "I cant breathe properly",
    "i can’t breathe",
    "My father had a stroke",
    "I think she overdosed",
    "my son is unconscious",
    "She passed out and won't wake up",
    "he is bleeding heavily",
    "it is the worst headache of my life",
    "I'm thinking about suicide",
    "I am suicidal",
    "I want to kill myself",
    "honestly I don't want to live",
    "I keep cutting myself",
    "You will hear from my lawyer",
    "I'll sue you",
    "we are going to take you to court",
    "this means a lawsuit",
    "My card number is below",
    "the CVV is 123",
    "here is my IBAN",
  ],
  es: [
    "Tengo dolor en el pecho",
    "me duele mucho el pecho",
    "No puedo respirar",
    "mi madre se desmayó",
    "creo que es un infarto",
    "tomé muchas pastillas",
    "quiero morirme",
    "pienso en el suicidio",
    "quiero hacerme daño",
    "Voy a hablar con mi abogado",
    "los voy a demandar: voy a demandar a la empresa",
    "emprenderé acciones legales",
    "mi número de tarjeta es",
    "numero de tarjeta",
  ],
  pt: [
    "Estou com dor no peito",
    "nao consigo respirar",
    "meu pai teve um AVC",
    "ele desmaiou",
    "tomou muitos comprimidos",
    "quero morrer",
    "não quero mais viver",
    "penso em suicídio",
    "vou processar vocês",
    "Vou ao PROCON",
    "meu advogado vai entrar em contato",
    "o número do meu cartão",
  ],
  fr: [
    "J'ai une douleur à la poitrine",
    "j’ai des douleurs dans la poitrine",
    "je n'arrive plus à respirer",
    "j arrive pas a respirer",
    "Il a perdu connaissance",
    "c'est une crise cardiaque",
    "elle saigne beaucoup",
    "j'ai envie de mourir",
    "je pense au suicide",
    "Je vais porter plainte",
    "vous aurez des nouvelles, j'en parle à mon avocat",
    "une mise en demeure",
    "voici mon numéro de carte",
  ],
  de: [
    "Ich habe Brustschmerzen",
    "Schmerzen in der Brust seit heute",
    "ich bekomme keine Luft",
    "Verdacht auf Schlaganfall!",
    "Ueberdosis Tabletten",
    "ÜBERDOSIS",
    "er ist bewusstlos",
    "sie blutet stark",
    "ich will sterben",
    "Selbstmordgedanken",
    "Ich übergebe das meinem Anwalt",
    "wir sehen uns vor Gericht",
    "ich werde Sie verklagen",
    "meine Kreditkartennummer lautet",
  ],
};

const EVERYDAY = {
  en: [
    "I have a headache",
    "Can you send me my lawyer's invoice template?",
    "My card was charged twice",
    "How do I book the tennis court?",
    "Where is my order 4938201?",
    "the app is unresponsive",
    "I did not get the security code by SMS",
    "I'm dying to see the new version, it kills me",
    "How do I cut the video myself?",
    "The treasure chest in the game is gone",
    "I bought a stroke rehabilitation book",
    "please issue a refund, I want to pursue a course",
    "my heart rate monitor does not sync",
    "I'm a lawyer and need two licences",
    "the printer does not breathe well, haha",
    "can I change the colour of the bank logo",
    "How do I update my card details?",
    "can you post the contract that came from our lawyer",
    "I cut the rope by myself, how do I order a new one?",
    "a stroke of luck: it works again",
  ],
  es: [
    "Me duele la cabeza",
    "¿Cuándo llega mi pedido?",
    "la factura de mi abogado no abre",
    "hay mucha demanda de este producto?",
    "quiero cambiar mi tarjeta",
    "muero de ganas de verlo",
    "No puedo entrar en mi cuenta",
    "hubo un derrame de aceite en el paquete",
    "cómo cambio los datos de la tarjeta",
    "quiero acabar con este trámite",
  ],
  pt: [
    "Estou com dor de cabeça",
    "quero a segunda via da fatura",
    "o pedido ainda está em processo",
    "meu cartão foi cobrado duas vezes",
    "sou advogado e preciso de uma nota fiscal",
    "morri de rir",
    "onde altero os dados do cartão?",
    "o aplicativo não responde",
  ],
  fr: [
    "J'ai mal à la tête",
    "où est ma commande ?",
    "le processus ne marche pas",
    "la facture de mon avocat",
    "ma carte a été débitée deux fois",
    "je meurs d'impatience",
    "comment changer mes coordonnées bancaires ?",
    "le proces-verbal de réception manque",
  ],
  de: [
    "Ich habe Kopfschmerzen",
    "Welche Gerichte gibt es heute?",
    "Rechnungsvorlage meines Anwalts",
    "Meine Karte wurde zweimal belastet",
    "der Prozess hängt",
    "Hähnchenbrust, wie lange haltbar?",
    "der Reifen hat keine Luft",
    "Wie ändere ich meine Bankverbindung?",
  ],
};

const tableOf = (texts: Record<string, string[]>) =>
  Object.entries(texts).flatMap(([language, those]) => those.map((text) => [language, text] as const));

test.for(tableOf(UNSAFE))("%s: a person reads %j at once", ([, text]) => {
  expect(isUnsafe(text, undefined)).toBe(true);
});

test.for(tableOf(EVERYDAY))("%s: %j is everyday", ([, text]) => {
  expect(isUnsafe(text, undefined)).toBe(false);
});

test.for([
  "c\u200bhest p\u00adain",
  "ｃｈｅｓｔ　ｐａｉｎ",
  "CHÉST...\r\n\r\npain",
  "chest\u00a0\u2060pain",
  "(chest-pain)",
  "𝐜𝐡𝐞𝐬𝐭 𝐩𝐚𝐢𝐧",
])("%j is chest pain all the same", (text) => {
  expect(isUnsafe(text, undefined)).toBe(true);
});

test("words are whole: no part of another word counts", () => {
  expect(isUnsafe("the chest painting", "chest pain")).toBe(false);
  expect(isUnsafe("orchest pain", "chest pain")).toBe(false);
  expect(isUnsafe("the chest painting", "chest pain*")).toBe(true);
});

test("a business's own words stand in place of ours, and beside them by `default`", () => {
  expect(isUnsafe("please recall it", "recall")).toBe(true);
  expect(isUnsafe("chest pain", "recall")).toBe(false);
  expect(isUnsafe("chest pain", "recall, DEFAULT ")).toBe(true);
  expect(isUnsafe("Recalling it", "default,recall*")).toBe(true);
  expect(isUnsafe("it is défectueux", "defectueux")).toBe(true);
});

test("where words have no spaces between them, they are found within others", () => {
  expect(isUnsafe("我想自杀了", "自杀")).toBe(true);
  expect(isUnsafe("死にたいです", "死にたい")).toBe(true);
  expect(isUnsafe("你好", "自杀")).toBe(false);
});

test.for(["", " ", ",", "*", " , *,,", "...", "(?:", "[a-z]"])(
  "the words %j catch nothing everyday",
  (words) => {
    expect(isUnsafe("I have a headache", words)).toBe(false);
    expect(isUnsafe("", words)).toBe(false);
  },
);

test("an unsafe phrase is found wherever it stands in a text", () => {
  const filler = fc.array(fc.constantFrom("hello", "my", "order", "\n", "…", "🙂", "痛"), { maxLength: 12 });
  const phrase = fc.constantFrom(
    "chest pain",
    "Dolor en el pecho",
    "dor no peito",
    "douleur à la poitrine",
    "Brustschmerzen",
  );
  fc.assert(
    fc.property(filler, phrase, filler, (before, words, after) => {
      expect(isUnsafe(`${before.join(" ")} ${words} ${after.join(" ")}`, undefined)).toBe(true);
    }),
  );
});
