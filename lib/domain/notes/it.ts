import type { NoteCatalogue } from "./catalogue.ts";

/** Italian, with "tu" and the words of Zendesk's own interface: ticket, richiedente, risposta pubblica, tag, trigger. */
export const it: NoteCatalogue = {
  sentences: {
    held: "Questa risposta non è ancora stata inviata: WhatsApp accetta testo libero solo entro 24 ore dall'ultimo messaggio del cliente.",
    heldSince:
      "Questa risposta non è ancora stata inviata: WhatsApp accetta testo libero solo entro 24 ore dall'ultimo messaggio del cliente, arrivato il {when}.",
    askedByInvitation: "Al cliente è stato inviato un modello che gli chiede di scrivere di nuovo.",
    askedByTemplate:
      "Al cliente è stato inviato un modello meno di 24 ore fa, quindi non ne è stato aggiunto uno che gli chieda di scrivere.",
    askedInVain:
      "Il modello che gli chiede di scrivere di nuovo non è arrivato: puoi inviarlo ancora una volta dalla barra laterale del ticket, o raggiungere il cliente in altro modo.",
    askedByNothing:
      "Non è configurato alcun modello che chieda al cliente di scrivere di nuovo, quindi raggiungilo in altro modo.",
    goesByItself: "Appena il cliente scrive, la risposta parte da sola; non c'è nulla da riscrivere.",
    providerAway:
      "Questa risposta non è ancora stata inviata: per ora nulla raggiunge il provider dei messaggi del cliente, e chi gestisce Tickline è stato avvisato. Appena funziona di nuovo, quello che hai scritto parte da solo; non c'è nulla da riscrivere.",
    unwelcomeStop:
      "Questa risposta non è stata inviata: il cliente ha scritto STOP {channel} e lì non riceve messaggi finché non scrive START. Raggiungilo in altro modo.",
    unwelcomeRefusal:
      "Questa risposta non è stata inviata: tramite WhatsApp o il suo operatore, il cliente ha chiesto di non ricevere più messaggi {channel}. Lì non ne riceve finché non scrive START. Raggiungilo in altro modo.",
    unwelcomeBlocked:
      "Questa risposta non è stata inviata: il contatto è bloccato. Sbloccalo per potergli scrivere di nuovo.",
    unwelcomeBefore:
      "Questa risposta non è stata inviata: quando è arrivato il suo turno, il cliente non doveva ricevere messaggi. Ora li riceve di nuovo: scrivila ancora una volta.",
    forAnother:
      "Questa risposta non è stata inviata al telefono: il richiedente del ticket non è più il cliente che ha scritto questi messaggi, e sarebbe potuta arrivare alla persona sbagliata. Raggiungi il richiedente attuale in altro modo, per esempio via e-mail. Se è per il cliente, impostalo di nuovo come richiedente e scrivila ancora una volta.",
    unread:
      "Una risposta pubblica di questo ticket non è stata inviata al cliente: Tickline non è riuscito a leggerla. Scrivila ancora una volta.",
    late: "Ci sono risposte pubbliche di questo ticket che non sono state inviate al cliente: {moments}. Tickline ne è venuto a conoscenza più di due ore dopo, quando potevano non essere più attuali. Scrivi di nuovo ciò che conta ancora.",
    windowCloses:
      "Questo ticket attende una risposta, e WhatsApp accetta testo libero solo fino al {when}. Dopo, una risposta resta in attesa finché il cliente non scrive di nuovo.",
    windowClosed:
      "Questo ticket attende ancora una risposta, e WhatsApp accettava testo libero solo fino al {when}. Ora solo un modello raggiunge il cliente: una risposta resta in attesa finché non scrive di nuovo.",
    ratedGood: "Alla domanda su com'è stata l'assistenza, il cliente ha risposto: buona.",
    ratedSoSo: "Alla domanda su com'è stata l'assistenza, il cliente ha risposto: così così.",
    ratedBad: "Alla domanda su com'è stata l'assistenza, il cliente ha risposto: scarsa.",
    ratedWhy: "Il cliente dice che cosa si poteva fare meglio:\n\n{words}",
    onWhatsapp: "su WhatsApp",
    bySms: "per SMS",

    undelivered: "Non consegnato: {what}\nPerché: {reason}\nChe cosa fare: {nextStep}",
    unconfirmed: "Forse non è arrivato: {what}\nPerché: {reason}\nChe cosa fare: {nextStep}",
    unconfirmedReason:
      "La risposta del provider è andata persa, e nessuno può dire se il messaggio sia stato inviato. Non viene inviato di nuovo da solo, perché il cliente potrebbe riceverlo due volte.",
    unconfirmedNextStep:
      'Se il cliente non lo ha, scrivilo ancora una volta o premi "Send again" nella console di Tickline, in Unconfirmed.',
    confirmed: "Alla fine è stato inviato, e non serve inviarlo di nuovo: {what}",
    delivered: "Consegnato il {when}: {what}",
    deliveredInPieces: "Consegnato il {when}, inviato in {messages}: {what}",
    read: "Letto il {when}: {what}",
    readInPieces: "Letto il {when}, inviato in {messages}: {what}",

    lost: "Un messaggio che il cliente ha scritto il {when} non si è potuto aggiungere a questo ticket.",
    attachmentLost:
      "L'allegato {number} di un messaggio che il cliente ha scritto il {when} non si è potuto aggiungere a questo ticket, e non seguirà.",
    readInConsole: "Si può leggere nella console di Tickline: {url}",
    readInLog: "È conservato nel registro dei contatti di Tickline.",

    inBusinessApp: "Scritto al cliente nell'app WhatsApp Business:",
    byMetasAgent: "L'agente di Meta ha risposto:",
    answeredByMeta: "Prima di questo, la conversazione era dell'agente di Meta:",
    handedOver: "L'assistente ha passato la conversazione a una persona: {why}.",
    answeredToo: "L'assistente ha risposto, e ha ritenuto che debba occuparsene anche una persona.",
    assistantSummary: "Riepilogo dell'assistente: {summary}",
    wroteBefore: "Che cosa hanno scritto prima il cliente e l'assistente:",
    answeredByAssistant: "L'assistente ha risposto al di fuori di questo ticket:",
    approved: "Il cliente ha approvato {reference} con un messaggio.",
    rejected: "Il cliente ha rifiutato {reference} con un messaggio.",
    customer: "Cliente",
    assistant: "Assistente",
    metasAgent: "Agente di Meta",
    didNotArrive: "(non arrivato)",
    textForgotten: "(il testo non è più conservato)",
    noText: "(senza testo)",

    forwarded: "(inoltrato)",
    location: "Posizione:",
    referral: "Arrivato da un annuncio: {ad}",
    cameLate: "[Scritto il {when}. È arrivato tardi a Tickline.]",
    reacted: "Ha reagito con {emoji} a {what}",
    tookBack: "Ha tolto la reazione a {what}",
    edited: "Ha modificato {what}. Ora dice:",
    deleted: "Ha eliminato {what}",
    earlierMessage: "un messaggio precedente",
    lateAttachment: "Allegato {number} di un messaggio precedente",
    lateAttachmentRefused:
      "Non è stato possibile aggiungere l'allegato {number} di un messaggio precedente: {why}",
    notAttached: "Non è stato possibile aggiungere l'allegato {number}: {why}",
    attachmentFollows:
      "Non è stato possibile aggiungere l'allegato {number}: {why}. Seguirà appena sarà disponibile",

    anAgent: "Un agente",
    templateSent: "{by} ha inviato al cliente questo modello ({name}, {language}):",
    templateBegins:
      "Apre la conversazione: ciò che il cliente risponde compare qui. Quello che era stato scritto prima in questo ticket non gli è stato inviato.",
    templateDropped: "Il modello {what} alla fine non è stato inviato. {why}.",
    tagRefused:
      "Per il tag {tag} non è stato inviato nulla: {why}. Il tag è stato rimosso; una volta risolto, aggiungilo di nuovo.",
    tagStays:
      "Zendesk non permette a Tickline di rimuovere il tag {tag}. Finché è lì, non viene più inviato nulla per questo tag: rimuovilo a mano, e usa la barra laterale se qualcosa va inviato di nuovo.",
    tagWentLate:
      "Prima non è stato possibile rimuovere il tag {tag}; ora sì. Questa volta non è stato inviato nulla: aggiungilo di nuovo se va inviato.",
    tagTooOften:
      "Per il tag {tag} non è stato inviato nulla: ha inviato {messages} in un giorno, e da allora il cliente non ha scritto. Controlla se lo aggiunge un trigger o un'automazione di Zendesk. Dalla barra laterale si può comunque inviare.",
    tagsUnread:
      "Un tag di questo ticket chiede un modello che forse non è stato inviato: Tickline non è riuscito a leggere il ticket, o a rimuovere il tag. Controlla che cosa è stato inviato al cliente, e aggiungi di nuovo il tag se va inviato.",
    invited:
      "{by} ha chiesto al cliente di scrivere di nuovo, con il modello apposito. Ciò che è in attesa parte appena lo fa.",
  },

  counted: {
    messages: { one: "{count} messaggio", other: "{count} messaggi" },
    attachments: { one: "{count} allegato", other: "{count} allegati" },
    earlierMessages: {
      one: "({count} messaggio precedente si trova solo nella console)",
      other: "({count} messaggi precedenti si trovano solo nella console)",
    },
  },

  files: {
    tooSlow: "non è stato possibile scaricarlo in tempo",
    gone: "il provider non lo ha più",
    notServed: "il provider non lo ha fornito",
    zendeskRefuses: "Zendesk non accetta questo file",
    zendeskFails: "per ora Zendesk non ha accettato questo file",
    type: "i file di tipo {type} non sono accettati",
    tooLarge: "supera i 25 MB",
    foreign: "il suo indirizzo non è di {provider}",
    goneAt: "{provider} non lo ha più",
    unknownAddress: "{provider} lo conserva a un indirizzo sconosciuto",
    otherRegion: "{provider} lo conserva fuori dalla regione US1",
    redirects: "il suo indirizzo reindirizza fuori da {provider}",
    noLink: "{provider} non fornisce alcun link al file",
    answered: "{provider} ha risposto HTTP {status}",
  },

  kinds: {
    text: "Messaggio",
    image: "Foto",
    video: "Video",
    audio: "Messaggio vocale",
    document: "Documento",
    sticker: "Sticker",
    location: "Posizione",
    contacts: "Scheda contatto",
    button: "Pulsante",
    interactive: "Scelta",
    template: "Modello",
    order: "Ordine",
    reaction: "Reazione",
    edit: "Messaggio modificato",
    revoke: "Messaggio eliminato",
    system: "Avviso di WhatsApp",
    request_welcome: "Ha aperto la chat",
    unsupported: "Messaggio di un tipo che WhatsApp non trasmette",
    unknown: "Messaggio di un tipo sconosciuto",
  },

  handOver: {
    "asked-for": "il cliente ha chiesto di parlare con una persona",
    "by-the-model":
      "l'assistente ha ritenuto che debba rispondere una persona, o il cliente ha chiesto di parlare con una persona",
    unsafe: "il messaggio contiene parole che deve leggere una persona",
    "no-text": "il messaggio non è solo testo, e l'assistente non legge altro",
    "too-much": "il cliente ha scritto più di quanto l'assistente possa leggere in una volta",
    "no-progress":
      "due risposte dell'assistente non hanno aiutato il cliente ad andare avanti, e nemmeno una terza lo farebbe",
    "model-failed": "il server del modello IA ha avuto un errore o non era raggiungibile",
    refused:
      "il server del modello IA ha rifiutato questa domanda, o uno strumento da parte nostra non ha funzionato",
    "too-slow": "il modello IA ha impiegato troppo tempo a rispondere",
    "model-rests": "il modello IA ha avuto un errore poco fa, e per un po' non viene usato",
    budget: "i token del mese sono esauriti (ASSISTANT_MONTHLY_TOKENS)",
    "no-answer": "il modello IA non è arrivato a una risposta",
    "too-long": "la risposta del modello IA era troppo lunga per esserlo davvero, e non è stata inviata",
    leak: "la risposta del modello IA rivelava le sue istruzioni, e non è stata inviata",
    "unknown-link":
      "la risposta del modello IA aveva un link che non è nella base di conoscenza, e non è stata inviata",
    "with-a-person": "nel frattempo la conversazione era già seguita da una persona",
    "may-not-answer": "al momento nessuna risposta automatica può essere inviata a questo cliente",
    "not-delivered": "la risposta dell'assistente non è arrivata al cliente, per quanto se ne sa",
    "switched-off": "l'assistente è stato disattivato",
  },

  refusals: {
    noTicket: "Questo ticket non esiste in Zendesk",
    closed: "Il ticket è chiuso: aprine uno nuovo per il cliente",
    erased: "I dati del cliente di questo ticket sono stati cancellati: da qui non gli si può inviare nulla",
    noRequester: "Il ticket non ha un richiedente: scegline uno",
    noNumber:
      "Non c'è nessuno a cui inviare: il richiedente del ticket non ha mai scritto, e non ha un numero proprio. Aggiungine uno al suo profilo in Zendesk, come linea diretta, con + e il prefisso del paese",
    forAnother:
      "Il richiedente del ticket non è più il cliente che ne ha scritto i messaggi, e il messaggio potrebbe arrivare alla persona sbagliata. Imposta di nuovo il cliente come richiedente, o apri un nuovo ticket",
    changed: "Ora il modello direbbe un'altra cosa: guardalo di nuovo",
    nothingWaits: "Nessuna risposta è in attesa che il cliente scriva",
    noInvitation: "Non è configurato alcun modello che chieda al cliente di scrivere di nuovo",
    notMadeByAgent:
      "Questo tag apre la conversazione nei ticket che un agente crea per un cliente nel modulo web di Zendesk, e questo non è uno di quelli. Usa il tag whatsapp_template_ seguito dal nome di un modello",
    noStartTemplate:
      "Per questo tag non è impostato alcun modello: chi gestisce Tickline imposta WHATSAPP_START_TEMPLATE",
    preview: "Questo deployment è un'anteprima: invia solo ai numeri in PREVIEW_ALLOWED_NUMBERS",
    unwanted: "Il cliente non riceve messaggi: ha disattivato la ricezione o è bloccato",
    blocked:
      "Il contatto è bloccato: sbloccalo per potergli scrivere di nuovo, per cui serve un amministratore nella console",
    optedOut:
      "Il cliente ha chiesto di non ricevere più messaggi su WhatsApp. Lì non ne riceve finché non scrive START, o finché qualcuno non riattiva la ricezione nella console",
    optedOutOfSms:
      "Il cliente ha chiesto di non ricevere più messaggi per SMS. Lì non ne riceve finché non scrive START, o finché qualcuno non riattiva la ricezione nella console",
    before:
      "È stato annullato, o il cliente non doveva ricevere messaggi quando è arrivato il suo turno. Se va ancora inviato, invialo di nuovo",
    invalidNumber:
      "Il cliente non è raggiungibile tramite {provider}: scegli un modello di un altro provider",
    otherwise: "Non inviato: {reason}",
    templateRefused: "{provider} rifiuta il modello",
    templateUnknown:
      "Nessun modello si chiama {name}: controlla il tag, e che il modello sia stato letto dal suo provider",
    templateNotIn: "Il modello {name} non esiste in {language}: aggiungi anche uno dei tag {tags}",
    templateInSeveral: "Il modello {name} esiste in più lingue: aggiungi anche uno dei tag {tags}",
    templatesAlike:
      "Più modelli di {provider} si chiamano {name} in {language}, e un tag non può distinguerli: invialo dalla barra laterale, o elimina o rinomina gli altri",
    templateGone: "Il modello {name} non è più presso il suo provider: scegline un altro",
    templateNotApproved: "Il modello {name} non è approvato ({status}): scegline un altro",
    templateWithFile:
      "Il modello {name} ha un file o una variabile nell'intestazione o in un pulsante, che qui non si può compilare: scegline un altro",
    variableEmpty: "La variabile {name} è vuota: {why}",
    fieldEmpty: "la compila il campo del ticket {field}, che in questo ticket non dice nulla",
    fieldUnmapped:
      "invia il modello dalla barra laterale, o chiedi a chi gestisce Tickline di indicare il campo del ticket che la compila, come {setting}",
  },
};
