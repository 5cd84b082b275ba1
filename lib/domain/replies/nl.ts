import type { Catalogue } from "./catalogue.ts";

/** Dutch, with "je", as support desks write on WhatsApp. */
export const nl: Catalogue = {
  sentences: {
    ticketCreated: "Ticket #{ticketId} is aangemaakt: '{message}'. Je hoort snel van ons.",
    ticketCreatedWhileAway:
      "Ticket #{ticketId} is aangemaakt: '{message}'. Ons team is er nu niet en leest het vanaf {when}.",
    moreDetails:
      "Kun je ons iets meer over je vraag vertellen? " +
      "Bijvoorbeeld: 'Ik kan niet inloggen' of 'Vraag over factuur 123'",
    ticketDelayed:
      "We hebben je bericht goed ontvangen. Ons ticketsysteem is op dit moment traag: " +
      "je ticketnummer volgt hier zodra we het hebben.",
    ticketRefused:
      "Sorry, we konden nu geen ticket voor je aanmaken. " +
      "Probeer het later nog eens of neem rechtstreeks contact op met de klantenservice.",
    commentRefused:
      "Sorry, we konden je bericht niet toevoegen aan je ticket #{ticketId}. " +
      "Schrijf het nog een keer of neem rechtstreeks contact op met de klantenservice.",
    unanswered:
      "Sorry, er ging bij ons iets mis en je bericht is niet bij ons team aangekomen. " +
      "Schrijf het nog een keer of neem rechtstreeks contact op met de klantenservice.",
    tooMany:
      "Je hebt in korte tijd veel geschreven, daarom zijn je laatste berichten niet bij ons team aangekomen. " +
      "Wacht even en schrijf dan nog een keer.",

    welcome:
      "Hallo! Schrijf ons waarmee we je kunnen helpen, dan openen we een ticket. " +
      "Schrijf HELP om te zien wat je nog meer kunt doen.",
    welcomeWithTicket:
      "Hallo! Je ticket #{ticketId} staat open: schrijf hier en ons team leest het daar. " +
      "Schrijf HELP om te zien wat je nog meer kunt doen.",
    help:
      "Beschrijf je vraag in een bericht, dan openen we een ticket voor je. " +
      "Bijvoorbeeld: 'Ik kan niet inloggen' of 'Vraag over factuur 123'. " +
      "Of schrijf een van deze woorden:",
    helpButton: "Kiezen",
    reference: "REFERENTIE",

    noTickets: "Je hebt geen tickets bij ons. Beschrijf je vraag in een bericht, dan openen we er een.",
    yourTickets: "Je tickets:",
    ticketLine: "#{ticketId} '{subject}': {status}",
    statusNew: "ontvangen, we kijken er snel naar",
    statusOpen: "we zijn ermee bezig",
    statusPending: "wacht op jouw antwoord",
    statusHold: "we wachten op iemand anders",
    statusSolved: "opgelost",
    statusClosed: "gesloten",

    nothingPending: "Er wacht niets op je.",
    pendingTicket: "Ticket #{ticketId} '{subject}' wacht op jouw antwoord: schrijf het hier.",
    pendingReminder: "Herinnering '{reminder}': schrijf BEVESTIGEN om die te bevestigen.",
    pendingApproval: "Goedkeuring {reference}: schrijf GOEDKEUREN {reference} of AFWIJZEN {reference}.",
    pendingElsewhere:
      "Er wacht {channel} nog meer op je, in de chat waarin we het vroegen: schrijf daar OPENSTAAND.",
    onWhatsapp: "op WhatsApp",
    bySms: "per sms",

    acknowledged: "Bedankt, genoteerd: '{reminder}'",
    nothingToAcknowledge: "Er is geen herinnering om te bevestigen.",
    acknowledgeElsewhere:
      "Er is hier geen herinnering om te bevestigen. We hebben je {channel} herinnerd: schrijf daar BEVESTIGEN.",
    approved: "Bedankt, je hebt {reference} goedgekeurd.",
    rejected: "Bedankt, je hebt {reference} afgewezen.",
    approvedBefore:
      "Je hebt {reference} al goedgekeurd; dat blijft zo. Schrijf ons als het anders moet zijn.",
    rejectedBefore: "Je hebt {reference} al afgewezen; dat blijft zo. Schrijf ons als het anders moet zijn.",
    noSuchApproval: "We hebben met die referentie niets ter goedkeuring voor je.",
    decideElsewhere:
      "Hierop kun je alleen antwoorden waar we het vroegen: {channel}, in de chat met onze vraag.",
    whichApproval: "Schrijf {word} en de referentie uit ons bericht, bijvoorbeeld {word} A-123.",

    optedOut:
      "Je krijgt {channel} geen berichten meer van ons. Schrijf hier START als je van gedachten verandert.",
    optedIn:
      "Welkom terug: je krijgt {channel} weer berichten van ons. Schrijf hier STOP wanneer je ze niet meer wilt.",

    handedOver: "Iemand van ons team neemt het over en antwoordt je hier.",
    handedOverUnsafe: "Iemand van ons team gaat dit lezen. Bel in een noodgeval eerst het alarmnummer.",

    yourMessage: "je bericht",
    messageToRead: "Een bericht dat iemand moet lezen",
    kindMessage: "Bericht",
    kindPhoto: "Foto",
    kindVideo: "Video",
    kindVoice: "Spraakbericht",
    kindDocument: "Document",
    kindSticker: "Sticker",
    kindLocation: "Locatie",
    kindContact: "Contact",
    kindButton: "Knop",
    kindChoice: "Keuze",
    kindOrder: "Bestelling",
    kindReaction: "Reactie",
    kindEdited: "Bewerkt bericht",
    kindDeleted: "Verwijderd bericht",
    kindUnsupported: "Bericht van een soort die WhatsApp niet doorgeeft",
    kindUnknown: "Bericht van een onbekende soort",

    languageChosen: "Vanaf nu schrijven we je in het {language}.",
    whichLanguage: "Kies de taal waarin we je schrijven:",
    noSuchLanguage: "In die taal kunnen we je nog niet schrijven. Kies een van deze:",
    languageButton: "Talen",

    ratingAsked: "Je ticket #{ticketId} '{subject}' is opgelost. Hoe vond je onze hulp?",
    ratingByNumber: "Antwoord met 1 voor goed, 2 voor gaat wel, 3 voor slecht.",
    ratingGood: "Goed",
    ratingSoSo: "Gaat wel",
    ratingBad: "Slecht",
    ratingThanks: "Bedankt voor je reactie.",
    ratingWhatWentWrong:
      "Dat spijt ons. Wat hadden we beter moeten doen? Schrijf het hier, ons team leest het.",
    ratingWordsThanks: "Bedankt. Ons team leest wat je schreef.",
    ratingBySurvey:
      "Je ticket #{ticketId} '{subject}' is opgelost. Laat ons weten hoe je onze hulp vond: {link}",

    invitation:
      "We hebben een antwoord op je ticket #{ticketId}. Stuur hier een berichtje, wat dan ook, en je krijgt het.",
  },

  commands: {
    status: { words: ["status"], summary: "hoe het met je laatste tickets gaat" },
    pending: { words: ["openstaand"], summary: "wat er op je wacht" },
    ack: { words: ["bevestigen"], summary: "onze laatste herinnering bevestigen" },
    approve: { words: ["goedkeuren"], summary: "ja zeggen tegen wat we je ter goedkeuring vroegen" },
    reject: { words: ["afwijzen"], summary: "nee zeggen tegen wat we je ter goedkeuring vroegen" },
    help: { words: ["help", "hulp"], summary: "deze lijst zien" },
    // Neither "dag" nor "morgen": they also answer when.
    hi: {
      words: [
        "hallo|hallo daar|hallo allemaal|hoi|hoi hoi|hoihoi|goedemorgen|goedemiddag|goedenavond|goedendag",
        "goeiemorgen|goeiemiddag|goeieavond|goede morgen|goede middag|goede avond",
      ].flatMap((line) => line.split("|")),
      summary: null,
    },
    language: { words: ["taal", "talen"], summary: "de taal kiezen waarin we je schrijven" },
    stop: { words: ["stop", "afmelden", "uitschrijven"], summary: "geen berichten meer krijgen" },
    start: { words: ["start"], summary: null },
    human: { words: ["medewerker", "mens"], summary: "met een mens praten" },
  },

  vague: [
    "morgen|dag|beste|geachte",
    "help|hulp|help mij|help me|help aub|hulp aub|kun je me helpen|kun je mij helpen|kunt u mij helpen|kunnen jullie me helpen|kan je me helpen|ik heb hulp nodig|hulp nodig|hallo ik heb hulp nodig",
    "ja|nee|ok|oke|oké|prima|goed|dank je|dank je wel|dankjewel|dank u|dank u wel|dankuwel|bedankt|bedankt hoor|alsjeblieft|aub|test|vraag|ik heb een vraag|vraagje|hallo ik heb een vraag|probleem|ik heb een probleem|is er iemand|iemand daar",
  ].flatMap((line) => line.split("|")),
};
