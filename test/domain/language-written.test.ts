import { expect, test } from "vitest";
import { languageWritten } from "../../lib/domain/language/written.ts";

test.for<[string, string]>([
  ["en", "My card was charged twice"],
  ["en", "I can't log in to my account"],
  ["en", "my internet is down since this morning"],
  ["es", "Me cobraron dos veces la tarjeta"],
  ["es", "hola quiero devolver los zapatos que compre"],
  ["pt", "Não consigo entrar na minha conta"],
  ["pt", "oi quero devolver os sapatos que comprei"],
  ["fr", "Je n'arrive pas à me connecter à mon compte"],
  ["fr", "mon colis est toujours pas arrive"],
  ["de", "Wo ist mein Paket? Es sollte gestern ankommen"],
  ["de", "mein internet geht seit heute morgen nicht"],
  ["it", "Vorrei annullare il mio ordine per favore"],
  ["id", "Kartu saya didebit dua kali"],
  ["tr", "Hesabıma giriş yapamıyorum"],
  ["tr", "Lütfen siparişimi iptal edin"],
  ["nl", "Ik kan niet inloggen op mijn account"],
  ["hi", "मेरा पैकेज अभी तक नहीं आया है"],
  ["ar", "أين طردي؟ كان يجب أن يصل أمس"],
  ["ar", "احتاج فاتورة شهر مارس"],
  // What is not theirs, or no word, is not counted.
  ["es", 'Me salió "your card was declined by the issuing bank" y no puedo pagar el pedido'],
  ["es", "> My card was charged twice\n> and nobody answers me\nNo puedo entrar en mi cuenta"],
  ["pt", "Meu pacote ainda não chegou https://example.com/track?order=where-is-it 4711"],
  ["de", "WO IST MEIN PAKET? ES SOLLTE GESTERN ANKOMMEN"],
  ["ar", "أين طلبي رقم 4711؟ 😀😀"],
])("%s: %s", async ([language, text]) => {
  expect(await languageWritten(text)).toBe(language);
});

test.for([
  // What a detector takes for Dutch, German, French or Portuguese.
  "hello I need help",
  "it is broken",
  "screen is black",
  "we need ten more",
  "worst service ever",
  "payment failed again",
  "promo code invalid",
  // Too little, or nobody's sentence.
  "",
  "hola",
  "Hola Ana",
  "mi pedido",
  "👍👍👍 😀😀😀 🇪🇸🇪🇸🇪🇸",
  "4711 0815 123-456-789",
  "+1 415 555 0100 ORDER-4711-XK",
  "https://example.com/donde-esta-mi-pedido ana@example.com",
  "12 Rue de la Paix, 75002 Paris",
  "Calle Mayor 12, 28013 Madrid",
  "Friedrichstraße 123, 10117 Berlin",
  "Ana Lima García",
  "Maria da Silva dos Santos",
  "Müller GmbH & Co. KG",
  "apple iphone 15 pro max",
  // More than one, none of which is theirs alone.
  "Ich habe eine Frage zu meiner Bestellung. Where is my order, please? Danke",
  "Здравствуйте my parcel is not here",
  "مرحبا my order has not arrived شكرا جزيلا لكم",
  // None of ours, however near.
  "Nie mogę zalogować się na moje konto",
  "On és el meu paquet? Havia d'arribar ahir",
  "bon dia, encara espero una resposta",
  "Onde está o meu paquete? Tiña que chegar onte",
  "میرا پارسل ابھی تک نہیں آیا",
  "بسته من هنوز نرسیده است",
  "ناتوانم بچمە ناو هەژمارەکەم",
  "Saya tidak boleh log masuk ke akaun saya",
  "माझे पार्सल अजून आले नाही",
  "मेरो प्याकेज अझै आएको छैन",
  "Ek kan nie by my rekening aanmeld nie",
  "Bağlamam hələ gəlməyib",
  "Nu pot să intru în contul meu",
  "Jag kan inte logga in på mitt konto",
  "mera order abhi tak nahi aaya hai bhai",
  "Я не могу войти в свой аккаунт",
  "荷物がまだ届きません",
])("tells nothing: %s", async (text) => {
  expect(await languageWritten(text)).toBeNull();
});
