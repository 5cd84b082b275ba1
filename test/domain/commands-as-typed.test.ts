import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { called } from "../../lib/commands/command.ts";
import { commandsWhile } from "../../lib/commands/index.ts";
import { matchCommand } from "../../lib/commands/match.ts";
import { stop } from "../../lib/commands/stop.ts";
import { nameOfLanguage } from "../../lib/domain/language/names.ts";
import { LANGUAGES } from "../../lib/domain/replies/languages.ts";
import { isVague } from "../../lib/domain/replies/vague.ts";

/** Heard alone: what is not in every list of commands is matched like the others. */
const LANGUAGE = { ...called("language"), run: () => Promise.reject(new Error("nobody obeys it here")) };
const COMMANDS = [...commandsWhile({ isAssistantOn: true }), LANGUAGE];

function heard(body: string): string | null {
  const match = matchCommand({ kind: "text", body, media: [], detail: {}, channel: "whatsapp" }, COMMANDS);
  return match && [match.command.name, match.argument].filter(Boolean).join(" ");
}

test.for([
  // German, with its umlauts or without.
  ["HILFE", "help"],
  ["Menü", "help"],
  ["menue", "help"],
  ["STOPP!", "stop"],
  ["bestätigen", "ack"],
  ["BESTAETIGEN", "ack"],
  ["Bestatigen", "ack"],
  ["GENEHMIGEN A-123", "approve A-123"],
  ["ablehnen „A-123“.", "reject A-123"],
  ["Grüß Gott", "hi"],
  ["GRÜSS GOTT", "hi"],
  ["Mensch", "human"],
  // Dutch.
  ["Openstaand", "pending"],
  ["goedkeuren A-123", "approve A-123"],
  ["hulp", "help"],
  // Turkish, from phones with its two letters I and from phones without.
  ["YARDIM", "help"],
  ["yardım", "help"],
  ["yardim", "help"],
  ["Yardım lütfen", null],
  ["TEYİT", "ack"],
  ["TEYIT", "ack"],
  ["teyit", "ack"],
  ["teyıt", "ack"],
  ["Başlat", "start"],
  ["BASLAT", "start"],
  ["MÜŞTERİ TEMSİLCİSİ", "human"],
  ["musteri temsilcisi", "human"],
  ["Dıl", "language"],
  ["LISTE", null],
  // Indonesian.
  ["Bantuan dong", null],
  ["BANTUAN", "help"],
  ["setujui A-123", "approve A-123"],
  ["halo kak!", "hi"],
  // Hindi, with or without its dots below, its two nasal signs and its joiners.
  ["मदद", "help"],
  ["स्थिति", "status"],
  ["स्\u200dथिति।", "status"],
  ["भाषाएं", "language"],
  ["भाषाएँ", "language"],
  ["स्वीकृति A-123", "approve A-123"],
  ["अस्वीकृति 'A-१२३'", "reject A-123"],
  ["नमस्ते 🙏", "hi"],
  ["MADAD", "help"],
  // Arabic, as keyboards and habits have it: hamza, alef, teh, vowels, drawn out, in quotes, by Persian letters.
  ["مساعدة", "help"],
  ["مساعده", "help"],
  ["مُسَاعَدَة", "help"],
  ["مســـاعدة", "help"],
  ["«مساعدة»", "help"],
  ["إيقاف", "stop"],
  ["ايقاف", "stop"],
  ["أيقاف", "stop"],
  ["ایقاف", "stop"],
  ["إقرار", "ack"],
  ["استئناف", "start"],
  ["استيناف", "start"],
  ["بانتظارى", "pending"],
  ["الحالة؟", "status"],
  ["\u2067حالة\u2069", "status"],
  ["أهلًا وسهلًا", "hi"],
  ["اعتماد \u2068A-123\u2069", "approve A-123"],
  ["«رفض A-١٢٣»", "reject A-123"],
  // The international words, in whatever alphabet the rest is.
  ["STOP", "stop"],
  ["ＳＴＯＰＰ", "stop"],
] as const)("%j is heard as %s", ([text, name]) => {
  expect(heard(text)).toBe(name);
});

test("docs/languages.md says which words alone are STOP", () => {
  const page = readFileSync("docs/languages.md", "utf8");
  const told = LANGUAGES.map((one) => `| ${nameOfLanguage(one, "en")} | ${stop.in(one).words.join(", ")} |`);
  expect(page).toContain([...told, `| By SMS alone | ${stop.smsWords?.join(", ")} |`].join("\n"));
});

test.for([
  // Of the same letters but for the signs on them, which in Hindi are letters.
  "स्थित",
  "पुष्ट",
  "शर",
  "रोक",
  "भाषण",
  // "Never", which is also how people write "begin".
  "أبدا",
  "أبدًا",
  "قرار",
  // What one answers an agent.
  ...["bestätigt", "genehmigt", "abgelehnt", "offen", "gezien", "akkoord", "bevestigd", "wacht"],
  ...["iptal", "İPTAL", "tamam", "onaylıyorum", "dur", "setuju", "konfirmasi", "siap", "terima kasih"],
  ...["मंज़ूर", "स्वीकार है", "ठीक है", "बंद", "موافق", "موافقة", "تأكيد", "تم", "توقف"],
  // A payment was refused, an order to be approved: what follows is no reference.
  "رفض الدفع",
  "اعتماد الطلب",
  "अस्वीकृति क्यों",
])("%j is a message, and no command", (text) => {
  expect(heard(text)).toBeNull();
});

test.for([
  ...[
    "Guten Tag!",
    "Können Sie mir helfen?",
    "KOENNEN SIE MIR HELFEN",
    "Ich habe eine Frage.",
    "Danke schön",
  ],
  ...["Goedemorgen", "Kun je me helpen?", "Dank je wel!", "Oké"],
  ...[
    "İYİ GÜNLER",
    "IYI GUNLER",
    "iyi günler",
    "Hayır",
    "HAYIR",
    "hayir",
    "Teşekkür ederim!",
    "bir sorum var",
  ],
  ...["Selamat pagi", "Assalamu'alaikum", "mau tanya", "Terima kasih 🙏"],
  ...["हाँ", "हां", "जी", "ठीक है।", "धन्यवाद", "मुझे मदद चाहिए", "haan ji"],
  ...[
    "صباح الخير",
    "شكراً",
    "شكرًا جزيلًا",
    "السلام عليكم ورحمة الله وبركاته",
    "نعم",
    "عندي سؤال",
    "أريد مساعدة",
    "اريد مساعده",
  ],
  // Two letters, whatever signs are on them.
  ...["क्यों", "ক্যা", "ـــــ", "٤٢"],
])("%j says too little for a ticket", (text) => {
  expect(isVague(text)).toBe(true);
});

test.for([
  ...["Guten Tag, meine Karte wurde doppelt belastet", "Rechnung 123", "Straße"],
  ...["Ik kan niet inloggen", "Giriş yapamıyorum", "Saya tidak bisa masuk", "refund", "iade"],
  ...["लॉग इन नहीं हो रहा है", "पैसा वापस", "لم يصل الطلب", "رفض الدفع", "الدفع"],
])("%j says enough for one", (text) => {
  expect(isVague(text)).toBe(false);
});
