import type { Catalogue } from "./catalogue.ts";

/**
 * Italian, with "tu", as most shops and services write on WhatsApp. A ticket is a "richiesta", as in Zendesk's own e-mails to customers.
 * Quotes are plain: so an SMS stays in GSM's alphabet, which holds Italian's accents, with 160 characters.
 */
export const it: Catalogue = {
  sentences: {
    ticketCreated: "Richiesta #{ticketId} creata: '{message}'. Ti risponderemo presto.",
    ticketCreatedWhileAway:
      "Richiesta #{ticketId} creata: '{message}'. In questo momento il nostro team non è in servizio: la leggerà al rientro ({when}).",
    moreDetails:
      "Raccontaci qualcosa di più sul tuo problema. " +
      "Per esempio: 'Non riesco ad accedere' o 'Domanda sulla fattura 123'.",
    ticketDelayed:
      "Abbiamo il tuo messaggio ed è al sicuro. In questo momento il nostro sistema risponde lentamente: " +
      "ti invieremo qui il numero della tua richiesta appena lo avremo.",
    ticketRefused:
      "Ci dispiace, al momento non siamo riusciti a creare la tua richiesta. Riprova più tardi o contatta direttamente l'assistenza.",
    commentRefused:
      "Ci dispiace, non è stato possibile aggiungere il tuo messaggio alla richiesta #{ticketId}. " +
      "Scrivilo di nuovo o contatta direttamente l'assistenza.",
    unanswered:
      "Ci dispiace, qualcosa è andato storto da parte nostra e il tuo messaggio non è arrivato al nostro team. " +
      "Scrivilo di nuovo o contatta direttamente l'assistenza.",
    tooMany:
      "Hai scritto molto in poco tempo e i tuoi ultimi messaggi non sono arrivati al nostro team. " +
      "Aspetta un po' e scrivi di nuovo.",

    welcome:
      "Ciao! Scrivici in un messaggio che cosa possiamo fare per te e apriremo una richiesta. Scrivi AIUTO per vedere che cos'altro puoi fare.",
    welcomeWithTicket:
      "Ciao! La tua richiesta #{ticketId} è aperta: scrivi qui e il nostro team leggerà. Scrivi AIUTO per vedere che cos'altro puoi fare.",
    help:
      "Descrivi il tuo problema in un messaggio e apriremo una richiesta. " +
      "Per esempio: 'Non riesco ad accedere' o 'Domanda sulla fattura 123'. Oppure scrivi una di queste parole:",
    helpButton: "Scegli",
    reference: "RIFERIMENTO",

    noTickets:
      "Non hai nessuna richiesta con noi. Descrivi il tuo problema in un messaggio e ne apriremo una.",
    yourTickets: "Le tue richieste:",
    ticketLine: "#{ticketId} '{subject}': {status}",
    statusNew: "l'abbiamo ricevuta e la vedremo presto",
    statusOpen: "ci stiamo lavorando",
    statusPending: "attende una tua risposta",
    statusHold: "attendiamo la risposta di terzi",
    statusSolved: "risolta",
    statusClosed: "chiusa",

    nothingPending: "Non hai nulla in sospeso.",
    pendingTicket: "La richiesta #{ticketId} '{subject}' attende una tua risposta: scrivila qui.",
    pendingReminder: "Promemoria '{reminder}': scrivi VISIONATO per confermare di averlo letto.",
    pendingApproval: "Approvazione {reference}: scrivi APPROVA {reference} o RIFIUTA {reference}.",
    pendingElsewhere:
      "Hai altro in sospeso {channel}, nella chat in cui te l'abbiamo chiesto: scrivi SOSPESI lì.",
    onWhatsapp: "su WhatsApp",
    bySms: "via SMS",

    acknowledged: "Grazie, preso nota: '{reminder}'",
    nothingToAcknowledge: "Non c'è nessun promemoria da confermare.",
    acknowledgeElsewhere:
      "Qui non c'è nessun promemoria da confermare. Ti abbiamo inviato il promemoria {channel}: scrivi VISIONATO lì.",
    approved: "Grazie: hai approvato {reference}.",
    rejected: "Grazie: hai rifiutato {reference}.",
    approvedBefore: "Avevi già approvato {reference} e resta così. Scrivici se dev'essere diverso.",
    rejectedBefore: "Avevi già rifiutato {reference} e resta così. Scrivici se dev'essere diverso.",
    noSuchApproval: "Non abbiamo nessuna approvazione con questo riferimento per te.",
    decideElsewhere:
      "Puoi rispondere solo dove te l'abbiamo chiesto: {channel}, nella chat con la nostra domanda.",
    whichApproval: "Scrivi {word} e il riferimento nel nostro messaggio, per esempio {word} A-123.",

    optedOut: "Non riceverai più nostri messaggi {channel}. Scrivi RIPRENDI qui se cambi idea.",
    optedIn:
      "Felici di ritrovarti: riceverai di nuovo i nostri messaggi {channel}. Scrivi STOP qui in qualsiasi momento per non riceverne più.",

    handedOver: "Una persona del nostro team prende in carico la conversazione e ti risponde qui.",
    handedOverUnsafe:
      "Una persona del nostro team leggerà questo messaggio. In caso di emergenza chiama prima il numero di emergenza della tua zona.",

    yourMessage: "il tuo messaggio",
    messageToRead: "Un messaggio che deve leggere una persona",
    kindMessage: "Messaggio",
    kindPhoto: "Foto",
    kindVideo: "Video",
    kindVoice: "Messaggio vocale",
    kindDocument: "Documento",
    kindSticker: "Sticker",
    kindLocation: "Posizione",
    kindContact: "Contatto",
    kindButton: "Pulsante",
    kindChoice: "Scelta",
    kindOrder: "Ordine",
    kindReaction: "Reazione",
    kindEdited: "Messaggio modificato",
    kindDeleted: "Messaggio eliminato",
    kindUnsupported: "Messaggio di un tipo che WhatsApp non trasmette",
    kindUnknown: "Messaggio di tipo sconosciuto",

    languageChosen: "D'ora in poi ti scriviamo in {language}.",
    whichLanguage: "Scegli la lingua in cui ti scriviamo:",
    noSuchLanguage: "Non possiamo ancora scriverti in questa lingua. Scegli una di queste:",
    languageButton: "Lingue",

    ratingAsked: "La tua richiesta #{ticketId} '{subject}' è risolta. Com'è stata la nostra assistenza?",
    ratingByNumber: "Rispondi 1 per buona, 2 per così così, 3 per scarsa.",
    ratingGood: "Buona",
    ratingSoSo: "Così così",
    ratingBad: "Scarsa",
    ratingThanks: "Grazie per avercelo detto.",
    ratingWhatWentWrong:
      "Ci dispiace. Che cosa avremmo dovuto fare meglio? Scrivilo qui e il nostro team lo leggerà.",
    ratingWordsThanks: "Grazie. Il nostro team leggerà quello che hai scritto.",
    ratingBySurvey:
      "La tua richiesta #{ticketId} '{subject}' è risolta. Dicci com'è stata la nostra assistenza: {link}",

    invitation:
      "Abbiamo una risposta alla tua richiesta #{ticketId}. Scrivi qualsiasi cosa qui e la riceverai.",
  },

  commands: {
    status: { words: ["stato", "andamento"], summary: "vedere a che punto sono le tue ultime richieste" },
    pending: { words: ["sospesi", "in sospeso"], summary: "vedere che cosa attende una tua risposta" },
    // "Ricevuto" and "visto" are what people answer an agent with, and "letto" is also a bed.
    ack: {
      words: ["visionato", "presa visione"],
      summary: "confermare di aver letto il nostro ultimo promemoria",
    },
    approve: { words: ["approva", "approvare"], summary: "dire sì a ciò che ti chiediamo di approvare" },
    // "Rifiuto" is also waste.
    reject: { words: ["rifiuta", "rifiutare"], summary: "dire no a ciò che ti chiediamo di approvare" },
    help: { words: ["aiuto"], summary: "vedere questo elenco" },
    // Neither "pronto", which is also "ready", nor what people take their leave with: "ciao ciao", "buonanotte".
    hi: {
      words: [
        "ciao|salve|buongiorno|buon giorno|buonasera|buona sera|buon pomeriggio|ehi|ciao buongiorno",
        "salve buongiorno|ciao come va|ciao come stai",
      ].flatMap((line) => line.split("|")),
      summary: null,
    },
    language: { words: ["lingua", "lingue"], summary: "scegliere la lingua in cui ti scriviamo" },
    stop: {
      // "Basta" also says that there is nothing more to say.
      words: ["stop", "disiscrivimi", "disiscrizione", "cancella iscrizione", "annulla iscrizione"],
      summary: "non ricevere più messaggi",
    },
    start: { words: ["riprendi", "riprendere", "iscrivimi di nuovo"], summary: null },
    human: {
      words: ["operatore", "operatrice", "persona", "agente", "umano", "parlare con un operatore"],
      summary: "parlare con una persona",
    },
  },

  vague: [
    "aiutami|aiutatemi|aiuto per favore|per favore aiuto|ho bisogno di aiuto|mi serve aiuto|mi aiuti|mi aiutate|potete aiutarmi",
    "ciao ciao|buonanotte|buona giornata|pronto",
    "ciao aiuto|ciao ho bisogno di aiuto|salve ho bisogno di aiuto",
    "ciao una domanda|ciao ho una domanda|salve ho una domanda|buongiorno ho una domanda|c'è qualcuno|ciao c'è qualcuno",
    "ok|va bene|certo|sì|no|grazie|grazie mille|ok grazie|per favore|prova|test|assistenza|supporto",
    "domanda|una domanda|ho una domanda|problema|un problema|ho un problema",
  ].flatMap((line) => line.split("|")),
};
