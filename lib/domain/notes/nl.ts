import type { NoteCatalogue } from "./catalogue.ts";

/** Dutch, with "je" and the words of Zendesk's own interface: ticket, aanvrager, openbaar antwoord, tag, trigger. */
export const nl: NoteCatalogue = {
  sentences: {
    held: "Dit antwoord is nog niet verstuurd: WhatsApp neemt vrije tekst alleen aan binnen 24 uur na het laatste bericht van de klant.",
    heldSince:
      "Dit antwoord is nog niet verstuurd: WhatsApp neemt vrije tekst alleen aan binnen 24 uur na het laatste bericht van de klant, dat op {when} kwam.",
    askedByInvitation: "De klant kreeg een sjabloon met de vraag om nog eens te schrijven.",
    askedByTemplate:
      "De klant kreeg minder dan 24 uur geleden een sjabloon, dus er is geen ander toegevoegd met de vraag om te schrijven.",
    askedInVain:
      "Het sjabloon met de vraag om nog eens te schrijven is niet aangekomen: je kunt het vanuit de zijbalk van het ticket nog een keer versturen, of de klant op een andere manier bereiken.",
    askedByNothing:
      "Er is geen sjabloon ingesteld dat klanten vraagt om nog eens te schrijven; bereik de klant dus op een andere manier.",
    goesByItself:
      "Zodra de klant schrijft, wordt het antwoord vanzelf verstuurd; je hoeft niets opnieuw te schrijven.",
    providerAway:
      "Dit antwoord is nog niet verstuurd: op dit moment komt er niets aan bij de provider van de berichten van de klant, en de beheerder van Tickline weet ervan. Zodra het weer werkt, wordt wat je schreef vanzelf verstuurd; je hoeft niets opnieuw te schrijven.",
    unwelcomeStop:
      "Dit antwoord is niet verstuurd: de klant schreef {channel} STOP en krijgt daar geen berichten tot de klant START schrijft. Bereik de klant op een andere manier.",
    unwelcomeRefusal:
      "Dit antwoord is niet verstuurd: via WhatsApp of de telecomprovider vroeg de klant om {channel} geen berichten meer te krijgen. De klant krijgt er daar geen tot die START schrijft. Bereik de klant op een andere manier.",
    unwelcomeBlocked:
      "Dit antwoord is niet verstuurd: het contact is geblokkeerd. Hef de blokkering op om weer te kunnen schrijven.",
    unwelcomeBefore:
      "Dit antwoord is niet verstuurd: toen het aan de beurt was, mocht de klant geen berichten krijgen. Nu weer wel: schrijf het nog een keer.",
    forAnother:
      "Dit antwoord is niet naar de telefoon verstuurd: de aanvrager van het ticket is niet meer de klant die deze berichten schreef, en het had bij de verkeerde persoon kunnen aankomen. Bereik de huidige aanvrager op een andere manier, bijvoorbeeld per e-mail. Is het voor de klant, maak die dan weer aanvrager en schrijf het nog een keer.",
    unread:
      "Een openbaar antwoord op dit ticket is niet naar de klant verstuurd: Tickline kon het niet lezen. Schrijf het nog een keer.",
    late: "Niet naar de klant verstuurd: de openbare antwoorden op dit ticket van {moments}. Tickline hoorde er pas meer dan twee uur later van, toen ze verouderd konden zijn. Schrijf wat nog van belang is nog een keer.",
    windowCloses:
      "Dit ticket wacht op antwoord, en WhatsApp neemt vrije tekst alleen aan tot {when}. Een antwoord daarna wacht tot de klant weer schrijft.",
    windowClosed:
      "Dit ticket wacht nog op antwoord, en WhatsApp nam vrije tekst alleen aan tot {when}. Nu bereikt alleen een sjabloon de klant: een antwoord wacht tot de klant weer schrijft.",
    ratedGood: "De klant is gevraagd hoe de hulp was, en antwoordde: goed.",
    ratedSoSo: "De klant is gevraagd hoe de hulp was, en antwoordde: gaat wel.",
    ratedBad: "De klant is gevraagd hoe de hulp was, en antwoordde: slecht.",
    ratedWhy: "De klant zegt wat er beter had gekund:\n\n{words}",
    onWhatsapp: "op WhatsApp",
    bySms: "via sms",

    undelivered: "Niet afgeleverd: {what}\nWaarom: {reason}\nWat te doen: {nextStep}",
    unconfirmed: "Misschien niet aangekomen: {what}\nWaarom: {reason}\nWat te doen: {nextStep}",
    unconfirmedReason:
      "Het antwoord van de provider is verloren gegaan, en niemand kan zeggen of het bericht is verstuurd. Het wordt niet vanzelf opnieuw verstuurd, omdat de klant het dan twee keer zou kunnen krijgen.",
    unconfirmedNextStep:
      'Heeft de klant het niet, schrijf het dan nog een keer of klik op "Send again" in de console van Tickline, onder Unconfirmed.',
    confirmed: "Het is toch verstuurd en hoeft niet nog een keer verstuurd te worden: {what}",
    delivered: "Afgeleverd op {when}: {what}",
    deliveredInPieces: "Afgeleverd op {when}, verstuurd als {messages}: {what}",
    read: "Gelezen op {when}: {what}",
    readInPieces: "Gelezen op {when}, verstuurd als {messages}: {what}",

    lost: "Een bericht dat de klant op {when} schreef, kon niet aan dit ticket worden toegevoegd.",
    attachmentLost:
      "Bijlage {number} van een bericht dat de klant op {when} schreef, kon niet aan dit ticket worden toegevoegd en volgt niet meer.",
    readInConsole: "Te lezen in de console van Tickline: {url}",
    readInLog: "Bewaard in het contactlogboek van Tickline.",

    inBusinessApp: "Aan de klant geschreven in de WhatsApp Business-app:",
    byMetasAgent: "De agent van Meta antwoordde:",
    answeredByMeta: "Vóór dit bericht voerde de agent van Meta het gesprek:",
    handedOver: "De assistent heeft het gesprek overgedragen: {why}.",
    answeredToo: "De assistent heeft geantwoord, maar vond dat ook een mens ernaar moet kijken.",
    assistantSummary: "Samenvatting van de assistent: {summary}",
    wroteBefore: "Wat de klant en de assistent eerder schreven:",
    answeredByAssistant: "De assistent heeft buiten dit ticket geantwoord:",
    approved: "De klant heeft {reference} per bericht goedgekeurd.",
    rejected: "De klant heeft {reference} per bericht afgewezen.",
    customer: "Klant",
    assistant: "Assistent",
    metasAgent: "Agent van Meta",
    didNotArrive: "(niet aangekomen)",
    textForgotten: "(de tekst wordt niet meer bewaard)",
    noText: "(geen tekst)",

    forwarded: "(doorgestuurd)",
    location: "Locatie:",
    referral: "Kwam via een advertentie: {ad}",
    cameLate: "[Geschreven op {when}. Kwam laat bij Tickline aan.]",
    reacted: "Reageerde met {emoji} op {what}",
    tookBack: "Haalde de reactie weg op {what}",
    edited: "Bewerkte {what}. Er staat nu:",
    deleted: "Verwijderde {what}",
    earlierMessage: "een eerder bericht",
    lateAttachment: "Bijlage {number} van een eerder bericht",
    lateAttachmentRefused: "Bijlage {number} van een eerder bericht kon niet worden toegevoegd: {why}",
    notAttached: "Bijlage {number} kon niet worden toegevoegd: {why}",
    attachmentFollows:
      "Bijlage {number} kon niet worden toegevoegd: {why}. Zodra de bijlage beschikbaar is, volgt die",

    anAgent: "Een agent",
    templateSent: "{by} heeft de klant dit sjabloon gestuurd ({name}, {language}):",
    templateBegins:
      "Hiermee begint het gesprek: wat de klant antwoordt, verschijnt hier. Wat eerder op dit ticket is geschreven, is niet naar de klant verstuurd.",
    templateDropped: "Het sjabloon {what} is uiteindelijk niet verstuurd. {why}.",
    tagRefused:
      "Voor de tag {tag} is niets verstuurd: {why}. De tag is weggehaald; voeg hem weer toe als dit is opgelost.",
    tagStays:
      "Zendesk laat Tickline de tag {tag} niet weghalen. Zolang die er staat, wordt er niets meer voor verstuurd: haal de tag met de hand weg, en gebruik de zijbalk als er iets opnieuw verstuurd moet worden.",
    tagWentLate:
      "De tag {tag} kon eerder niet worden weggehaald, en nu wel. Deze keer is er niets voor verstuurd: voeg de tag weer toe als het verstuurd moet worden.",
    tagTooOften:
      "Voor de tag {tag} is niets verstuurd: die verstuurde {messages} binnen een dag, en de klant heeft sindsdien niet geschreven. Kijk of een trigger of automatisering in Zendesk de tag toevoegt. Vanuit de zijbalk kan er wel verstuurd worden.",
    tagsUnread:
      "Een tag op dit ticket vraagt om een sjabloon dat misschien niet is verstuurd: Tickline kon het ticket niet lezen of de tag niet weghalen. Kijk wat de klant heeft gekregen, en voeg de tag weer toe als het verstuurd moet worden.",
    invited:
      "{by} heeft de klant met het sjabloon daarvoor gevraagd om nog eens te schrijven. Wat wacht, wordt verstuurd zodra de klant dat doet.",
  },

  counted: {
    messages: { one: "{count} bericht", other: "{count} berichten" },
    attachments: { one: "{count} bijlage", other: "{count} bijlagen" },
    earlierMessages: {
      one: "({count} eerder bericht staat alleen in de console)",
      other: "({count} eerdere berichten staan alleen in de console)",
    },
  },

  files: {
    tooSlow: "het bestand kon niet op tijd worden opgehaald",
    gone: "de provider heeft het bestand niet meer",
    notServed: "de provider gaf het bestand niet",
    zendeskRefuses: "Zendesk accepteert dit bestand niet",
    zendeskFails: "Zendesk accepteerde dit bestand op dit moment niet",
    type: "bestanden van het type {type} worden niet geaccepteerd",
    tooLarge: "het bestand is groter dan 25 MB",
    foreign: "het adres van het bestand is niet van {provider}",
    goneAt: "{provider} heeft het bestand niet meer",
    unknownAddress: "{provider} bewaart het bestand op een onbekend adres",
    otherRegion: "{provider} bewaart het bestand buiten de regio US1",
    redirects: "het adres van het bestand leidt weg van {provider}",
    noLink: "{provider} geeft er geen link naar",
    answered: "{provider} antwoordde met HTTP {status}",
  },

  kinds: {
    text: "Bericht",
    image: "Foto",
    video: "Video",
    audio: "Spraakbericht",
    document: "Document",
    sticker: "Sticker",
    location: "Locatie",
    contacts: "Contactkaart",
    button: "Knop",
    interactive: "Keuze",
    template: "Sjabloon",
    order: "Bestelling",
    reaction: "Reactie",
    edit: "Bewerkt bericht",
    revoke: "Verwijderd bericht",
    system: "Melding van WhatsApp",
    request_welcome: "Opende de chat",
    unsupported: "Bericht van een type dat WhatsApp niet doorgeeft",
    unknown: "Bericht van een onbekend type",
  },

  handOver: {
    "asked-for": "de klant vroeg om een mens",
    "by-the-model": "de assistent vond dat een mens moet antwoorden, of de klant vroeg om een mens",
    unsafe: "er staan woorden in het bericht die een mens moet lezen",
    "no-text": "het bericht is niet alleen tekst, en de assistent leest niets anders",
    "too-much": "de klant schreef meer dan de assistent in één keer mag lezen",
    "no-progress": "twee antwoorden van de assistent hielpen de klant niet verder, en een derde ook niet",
    "model-failed": "de server van het AI-model gaf een fout of was niet bereikbaar",
    refused: "de server van het AI-model weigerde deze vraag, of een hulpmiddel aan onze kant gaf een fout",
    "too-slow": "het AI-model deed er te lang over om te antwoorden",
    "model-rests": "het AI-model gaf kort geleden een fout, en wordt een tijdje niet gebruikt",
    budget: "de tokens van deze maand zijn op (ASSISTANT_MONTHLY_TOKENS)",
    "no-answer": "het AI-model kwam niet tot een antwoord",
    "too-long": "het antwoord van het AI-model was te lang om er een te zijn, en is niet verstuurd",
    leak: "het antwoord van het AI-model verklapte de instructies, en is niet verstuurd",
    "unknown-link":
      "het antwoord van het AI-model had een link die niet in de kennisbank staat, en is niet verstuurd",
    "with-a-person": "het gesprek was intussen al bij een mens",
    "may-not-answer": "er mag nu geen automatisch antwoord naar deze klant",
    "not-delivered": "het antwoord van de assistent heeft de klant niet bereikt, voor zover bekend",
    "switched-off": "de assistent is uitgeschakeld",
  },

  refusals: {
    noTicket: "Dat ticket bestaat niet in Zendesk",
    closed: "Het ticket is gesloten: open een nieuw ticket voor de klant",
    erased:
      "De gegevens van de klant van dit ticket zijn gewist: er kan vanuit dit ticket niets naar de klant worden verstuurd",
    noRequester: "Het ticket heeft geen aanvrager: kies er een",
    noNumber:
      "Er is niemand om naar te versturen: de aanvrager van het ticket heeft nooit geschreven, en heeft geen eigen nummer. Voeg er een toe aan het profiel in Zendesk, als directe lijn, met + en de landcode",
    forAnother:
      "De aanvrager van het ticket is niet meer de klant die de berichten ervan schreef, en het bericht kan bij de verkeerde persoon aankomen. Maak de klant weer aanvrager, of open een nieuw ticket",
    changed: "Het sjabloon zou nu iets anders zeggen: bekijk het nog eens",
    nothingWaits: "Er wacht geen antwoord tot de klant schrijft",
    noInvitation: "Er is geen sjabloon ingesteld dat klanten vraagt om nog eens te schrijven",
    notMadeByAgent:
      "Die tag begint het gesprek op tickets die een agent voor een klant maakt in het webformulier van Zendesk, en dit is er geen. Gebruik de tag whatsapp_template_ met de naam van een sjabloon erachter",
    noStartTemplate:
      "Voor die tag is geen sjabloon ingesteld: de beheerder van Tickline stelt WHATSAPP_START_TEMPLATE in",
    preview:
      "Deze deployment is een preview: er wordt alleen verstuurd naar de nummers in PREVIEW_ALLOWED_NUMBERS",
    unwanted: "De klant krijgt geen berichten: die heeft zich afgemeld of is geblokkeerd",
    blocked:
      "Het contact is geblokkeerd: hef de blokkering op om weer te kunnen schrijven, waarvoor in de console een beheerder nodig is",
    optedOut:
      "De klant vroeg om op WhatsApp geen berichten meer te krijgen. De klant krijgt er daar geen tot die START schrijft, of tot iemand de klant in de console weer aanmeldt",
    optedOutOfSms:
      "De klant vroeg om via sms geen berichten meer te krijgen. De klant krijgt er daar geen tot die START schrijft, of tot iemand de klant in de console weer aanmeldt",
    before:
      "Het is geannuleerd, of de klant mocht geen berichten krijgen toen het aan de beurt was. Moet het nog verstuurd worden, verstuur het dan nog een keer",
    invalidNumber: "De klant is via {provider} niet te bereiken: kies een sjabloon van een andere provider",
    otherwise: "Niet verstuurd: {reason}",
    templateRefused: "{provider} weigert het sjabloon",
    templateUnknown:
      "Er is geen sjabloon met de naam {name}: controleer de tag, en of het sjabloon bij de provider is opgehaald",
    templateNotIn: "Het sjabloon {name} is er niet in {language}: voeg ook een van de tags {tags} toe",
    templateInSeveral: "Het sjabloon {name} is er in meerdere talen: voeg ook een van de tags {tags} toe",
    templatesAlike:
      "Meerdere sjablonen van {provider} heten {name} in {language}, en een tag kan ze niet onderscheiden: verstuur het vanuit de zijbalk, of verwijder of hernoem de andere",
    templateGone: "Het sjabloon {name} staat niet meer bij de provider: kies een ander",
    templateNotApproved: "Het sjabloon {name} is niet goedgekeurd ({status}): kies een ander",
    templateWithFile:
      "Het sjabloon {name} heeft een bestand of een variabele in de koptekst of in een knop, die hier niet ingevuld kan worden: kies een ander",
    variableEmpty: "Variabele {name} is leeg: {why}",
    fieldEmpty: "het ticketveld {field} vult die, en dat is op dit ticket leeg",
    fieldUnmapped:
      "verstuur het sjabloon vanuit de zijbalk, of vraag de beheerder van Tickline om het ticketveld te noemen dat die vult, als {setting}",
  },
};
