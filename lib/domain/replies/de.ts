import type { Catalogue } from "./catalogue.ts";

/** German, with "Sie". */
export const de: Catalogue = {
  sentences: {
    ticketCreated: "Ticket #{ticketId} ist erstellt: '{message}'. Wir melden uns bald bei Ihnen.",
    ticketCreatedWhileAway:
      "Ticket #{ticketId} ist erstellt: '{message}'. Unser Team ist gerade nicht da und liest es ab {when}.",
    moreDetails:
      "Bitte beschreiben Sie uns Ihr Anliegen etwas genauer. " +
      "Zum Beispiel: 'Ich kann mich nicht anmelden' oder 'Frage zur Rechnung Nr. 123'",
    ticketDelayed:
      "Ihre Nachricht ist gut bei uns angekommen. Unser Ticketsystem antwortet gerade langsam: " +
      "Ihre Ticketnummer folgt hier, sobald wir sie haben.",
    ticketRefused:
      "Leider konnten wir gerade kein Ticket für Sie erstellen. " +
      "Bitte versuchen Sie es später noch einmal oder wenden Sie sich direkt an den Kundendienst.",
    commentRefused:
      "Leider konnten wir Ihre Nachricht nicht in Ihr Ticket #{ticketId} aufnehmen. " +
      "Bitte schreiben Sie sie noch einmal oder wenden Sie sich direkt an den Kundendienst.",
    unanswered:
      "Leider ist bei uns etwas schiefgegangen, und Ihre Nachricht hat unser Team nicht erreicht. " +
      "Bitte schreiben Sie sie noch einmal oder wenden Sie sich direkt an den Kundendienst.",
    tooMany:
      "Sie haben in kurzer Zeit viel geschrieben, daher haben Ihre letzten Nachrichten unser Team nicht erreicht. " +
      "Bitte warten Sie ein wenig und schreiben Sie dann noch einmal.",

    welcome:
      "Guten Tag! Schreiben Sie uns, was wir für Sie tun können, und wir eröffnen ein Ticket. " +
      "Schreiben Sie HILFE, um zu sehen, was Sie sonst noch tun können.",
    welcomeWithTicket:
      "Guten Tag! Ihr Ticket #{ticketId} ist offen: Schreiben Sie hier, und unser Team liest es dort. " +
      "Schreiben Sie HILFE, um zu sehen, was Sie sonst noch tun können.",
    help:
      "Beschreiben Sie Ihr Anliegen in einer Nachricht, und wir eröffnen ein Ticket für Sie. " +
      "Zum Beispiel: 'Ich kann mich nicht anmelden' oder 'Frage zur Rechnung Nr. 123'. " +
      "Oder schreiben Sie eines dieser Wörter:",
    helpButton: "Auswählen",
    reference: "REFERENZ",

    noTickets:
      "Sie haben keine Tickets bei uns. Beschreiben Sie Ihr Anliegen in einer Nachricht, und wir eröffnen eines.",
    yourTickets: "Ihre Tickets:",
    ticketLine: "#{ticketId} '{subject}': {status}",
    statusNew: "ist bei uns eingegangen, wir sehen es uns bald an",
    statusOpen: "wir arbeiten daran",
    statusPending: "wartet auf Ihre Antwort",
    statusHold: "wir warten auf jemand anderen",
    statusSolved: "gelöst",
    statusClosed: "geschlossen",

    nothingPending: "Nichts wartet auf Sie.",
    pendingTicket: "Ticket #{ticketId} '{subject}' wartet auf Ihre Antwort: Schreiben Sie sie hier.",
    pendingReminder: "Erinnerung '{reminder}': Schreiben Sie BESTÄTIGEN, um sie zu bestätigen.",
    pendingApproval: "Freigabe {reference}: Schreiben Sie GENEHMIGEN {reference} oder ABLEHNEN {reference}.",
    pendingElsewhere:
      "Noch mehr wartet {channel} auf Sie, im Chat, in dem wir gefragt haben: Schreiben Sie dort AUSSTEHEND.",
    onWhatsapp: "über WhatsApp",
    bySms: "per SMS",

    acknowledged: "Danke, notiert: '{reminder}'",
    nothingToAcknowledge: "Es gibt keine Erinnerung zu bestätigen.",
    acknowledgeElsewhere:
      "Hier gibt es keine Erinnerung zu bestätigen. Wir haben Sie {channel} erinnert: Bitte schreiben Sie dort BESTÄTIGEN.",
    approved: "Danke, Sie haben {reference} genehmigt.",
    rejected: "Danke, Sie haben {reference} abgelehnt.",
    approvedBefore:
      "Sie haben {reference} schon genehmigt; dabei bleibt es. Schreiben Sie uns, wenn es anders sein soll.",
    rejectedBefore:
      "Sie haben {reference} schon abgelehnt; dabei bleibt es. Schreiben Sie uns, wenn es anders sein soll.",
    noSuchApproval: "Unter dieser Referenz haben wir keine Freigabe für Sie.",
    decideElsewhere:
      "Darauf können Sie nur dort antworten, wo wir Sie gefragt haben: {channel}, im Chat mit unserer Frage.",
    whichApproval: "Schreiben Sie {word} und die Referenz aus unserer Nachricht, zum Beispiel {word} A-123.",

    optedOut:
      "Sie erhalten {channel} keine Nachrichten mehr von uns. Schreiben Sie hier START, wenn Sie es sich anders überlegen.",
    optedIn:
      "Willkommen zurück: Sie erhalten unsere Nachrichten {channel} wieder. Schreiben Sie hier jederzeit STOPP, um sie zu beenden.",

    handedOver: "Jemand aus unserem Team übernimmt und antwortet Ihnen hier.",
    handedOverUnsafe:
      "Jemand aus unserem Team wird das lesen. Bitte rufen Sie im Notfall zuerst den Notruf in Ihrer Region an.",

    yourMessage: "Ihre Nachricht",
    messageToRead: "Eine Nachricht, die ein Mensch lesen muss",
    kindMessage: "Nachricht",
    kindPhoto: "Foto",
    kindVideo: "Video",
    kindVoice: "Sprachnachricht",
    kindDocument: "Dokument",
    kindSticker: "Sticker",
    kindLocation: "Standort",
    kindContact: "Kontakt",
    kindButton: "Schaltfläche",
    kindChoice: "Auswahl",
    kindOrder: "Bestellung",
    kindReaction: "Reaktion",
    kindEdited: "Bearbeitete Nachricht",
    kindDeleted: "Gelöschte Nachricht",
    kindUnsupported: "Nachricht einer Art, die WhatsApp nicht weitergibt",
    kindUnknown: "Nachricht unbekannter Art",

    languageChosen: "Ab jetzt schreiben wir Ihnen auf {language}.",
    whichLanguage: "Wählen Sie die Sprache, in der wir Ihnen schreiben:",
    noSuchLanguage: "In dieser Sprache können wir Ihnen noch nicht schreiben. Wählen Sie eine von diesen:",
    languageButton: "Sprachen",

    ratingAsked: "Ihr Ticket #{ticketId} '{subject}' ist gelöst. Wie war unsere Hilfe?",
    ratingByNumber: "Antworten Sie mit 1 für gut, 2 für mittelmäßig, 3 für schlecht.",
    ratingGood: "Gut",
    ratingSoSo: "Mittelmäßig",
    ratingBad: "Schlecht",
    ratingThanks: "Danke für Ihre Rückmeldung.",
    ratingWhatWentWrong:
      "Das tut uns leid. Was hätten wir besser machen sollen? Schreiben Sie es hier, und unser Team liest es.",
    ratingWordsThanks: "Danke. Unser Team liest, was Sie geschrieben haben.",
    ratingBySurvey:
      "Ihr Ticket #{ticketId} '{subject}' ist gelöst. Sagen Sie uns, wie unsere Hilfe war: {link}",

    invitation:
      "Wir haben eine Antwort auf Ihr Ticket #{ticketId}. Schreiben Sie hier einfach etwas, und Sie erhalten sie.",
  },

  commands: {
    status: { words: ["status"], summary: "wie es um Ihre letzten Tickets steht" },
    pending: { words: ["ausstehend"], summary: "was auf Sie wartet" },
    // People who have no umlauts at hand write them out.
    ack: { words: ["bestätigen", "bestaetigen"], summary: "unsere letzte Erinnerung bestätigen" },
    approve: { words: ["genehmigen"], summary: "zustimmen, wenn wir Sie um eine Freigabe gebeten haben" },
    reject: { words: ["ablehnen"], summary: "nicht zustimmen, wenn wir Sie um eine Freigabe gebeten haben" },
    help: { words: ["hilfe", "menü", "menue"], summary: "diese Liste sehen" },
    // Neither "Tag" nor "Morgen": they also answer when.
    hi: {
      words: [
        "hallo|hallo zusammen|hallöchen|guten tag|guten morgen|guten abend|hallo guten tag|schönen guten tag",
        "moin|moin moin|servus|hoi|grüß dich|gruess dich|grüß gott|gruess gott|grüezi|gruezi",
      ].flatMap((line) => line.split("|")),
      summary: null,
    },
    language: {
      words: ["sprache", "sprachen"],
      summary: "die Sprache wählen, in der wir Ihnen schreiben",
    },
    stop: { words: ["stopp", "abmelden"], summary: "keine Nachrichten mehr erhalten" },
    start: { words: ["start"], summary: null },
    human: { words: ["mensch", "mitarbeiter"], summary: "mit einem Menschen sprechen" },
  },

  vague: [
    "tag|morgen",
    "hilfe|hilfe bitte|bitte helfen sie mir|bitte helfen|ich brauche hilfe|brauche hilfe|ich benötige hilfe|können sie mir helfen|koennen sie mir helfen|kannst du mir helfen|hallo ich brauche hilfe",
    "ja|nein|ok|okay|danke|danke schön|dankeschön|vielen dank|bitte|gut|prima|alles klar|test|frage|ich habe eine frage|eine frage|hallo ich habe eine frage|problem|ich habe ein problem|jemand da|ist jemand da",
  ].flatMap((line) => line.split("|")),
};
