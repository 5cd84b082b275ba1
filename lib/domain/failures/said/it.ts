import type { FailureWords } from "./words.ts";

const ADMIN = "Chiedi a chi gestisce i vostri account di messaggistica di";
const OTHER_WAY = "Raggiungi il cliente in altro modo";
const TEMPLATE = "Il modello (un testo che WhatsApp approva in anticipo)";
const LATER = "Riprova più tardi.";

export const it: FailureWords = {
  reasons: {
    windowClosed:
      "Il cliente ha scritto l'ultima volta più di 24 ore fa, e allora WhatsApp lascia passare solo modelli (testi approvati in anticipo).",
    notOnWhatsapp:
      "WhatsApp non può raggiungere questo cliente: forse il numero non è su WhatsApp, o l'app è troppo vecchia o attende che se ne accettino i termini.",
    invalidNumber: "Il numero del cliente non è un numero di telefono valido.",
    ownNumber: "Il messaggio era indirizzato allo stesso numero che lo invia.",
    noTextMessages: "Questo numero non può ricevere SMS: forse è una linea fissa.",
    noRoute: "Dal nostro numero non si possono inviare SMS a questo.",
    numberOutOfService: "Il numero del cliente è sconosciuto o non è più attivo.",
    phoneOutOfReach:
      "Non è stato possibile raggiungere il telefono del cliente: forse è spento o senza segnale.",
    usernameOnly:
      "WhatsApp conosce questo cliente con un nome utente, e non accetta questo tipo di messaggio senza un numero di telefono.",
    optedOut: "Il cliente ha disattivato i messaggi di questo numero.",
    stoppedMarketing: "Il cliente non vuole più messaggi di marketing della tua azienda su WhatsApp.",
    blockedByCustomer: "Il cliente ha bloccato il nostro numero o ha disattivato i messaggi.",
    notAllowedToReceive: "WhatsApp non permette a questo cliente di ricevere il messaggio.",
    heldBack:
      "WhatsApp trattiene questo messaggio per questo cliente, per un suo limite o un suo esperimento.",
    marketingHeldBack: "WhatsApp ha scelto di non consegnare questo messaggio di marketing a questo cliente.",
    tooFast: "Sono stati inviati troppi messaggi in poco tempo.",
    tooManyToCustomer: "Sono stati inviati troppi messaggi a questo cliente in poco tempo.",
    spamLimit:
      "WhatsApp limita ciò che il nostro numero può inviare, perché forse qualcuno ha bloccato o segnalato messaggi precedenti.",
    dailyLimit: "È stato inviato il numero massimo di messaggi consentito in 24 ore.",
    queueFull: "Troppi messaggi del nostro numero erano in attesa di invio.",
    internalProblem: "Il servizio di messaggistica ha avuto un problema interno.",
    maintenance: "WhatsApp sta facendo manutenzione sul nostro account.",
    networkBusy: "La rete mobile era troppo occupata per accettare il messaggio.",
    networkSilent: "La rete mobile non ha consegnato il messaggio e non dice perché.",
    expired: "Non è stato possibile consegnare il messaggio nel tempo previsto.",
    blockedOnTheWay:
      "Il messaggio è stato bloccato: il telefono o la sua rete non accetta i nostri messaggi.",
    takenForSpam: "Il messaggio è stato filtrato come se fosse spam.",
    refusedWithoutReason:
      "Il servizio di messaggistica ha rifiutato il messaggio senza un motivo che ci dica di più.",
    contentRefused:
      "WhatsApp non ha accettato il contenuto: forse il testo è troppo lungo, o l'allegato non è supportato.",
    fileNotFetched: "Non è stato possibile scaricare il file allegato.",
    fileRefused:
      "WhatsApp non ha accettato il file allegato: forse il tipo o la dimensione non è supportata.",
    unsupportedType: "WhatsApp non supporta questo tipo di messaggio.",
    tooLong: "Il messaggio è troppo lungo.",
    empty: "Il messaggio era vuoto.",
    policy: "Il messaggio va contro le regole di WhatsApp per le aziende.",
    badRequest: "Il messaggio non era in una forma che WhatsApp accetta.",
    templateMissing: `${TEMPLATE} non esiste, non è approvato, o non in questa lingua.`,
    templateValues: `${TEMPLATE} non ha ricevuto i valori che servono ai suoi campi.`,
    templateTooLong: `${TEMPLATE} è troppo lungo con i campi compilati.`,
    templateNotLoaded: `${TEMPLATE} non è stato caricato dal telefono del cliente.`,
    templatePaused: `${TEMPLATE} è stato messo in pausa da WhatsApp, perché non è piaciuto ai clienti.`,
    templateDisabled: `${TEMPLATE} è stato disattivato da WhatsApp.`,
    templateRejected: `${TEMPLATE} va contro le regole di WhatsApp.`,
    testAccount:
      "I messaggi partono da un account di prova, che raggiunge solo i numeri che vi hanno aderito.",
    countryClosed: "Il nostro account non può inviare messaggi al paese di questo cliente.",
    senderNotReady: "Il nostro numero non è configurato per inviare questo messaggio.",
    senderNotVerified:
      "Il nostro numero verde non è stato verificato, quindi le reti mobili non accettano i suoi messaggi.",
    senderNotRegistered: "Il nostro numero non è registrato per gli SMS verso gli Stati Uniti.",
    accessRefused: "Il servizio di messaggistica ha rifiutato il nostro accesso.",
    accountProblem: "C'è un problema con il nostro account aziendale presso Meta.",
    accountLocked: "WhatsApp ha limitato il nostro account aziendale.",
    accountSuspended: "Il nostro account presso Twilio non è attivo.",
    payment: "WhatsApp non ha potuto addebitare il messaggio al nostro account.",
    "never-sent":
      "La risposta del provider è andata persa, e da allora il suo registro mostra che il messaggio non è mai stato inviato.",
    "never-confirmed":
      "La risposta del provider è andata persa, e in tre giorni nessuno ha potuto dire se il messaggio sia stato inviato.",
    noReason: "{provider} non ha potuto consegnare il messaggio e non ha dato alcun motivo.",
    unknownCode:
      "{provider} non ha potuto consegnare il messaggio e non ha dato un motivo che conosciamo (codice {code}).",
  },

  nextSteps: {
    windowClosed:
      "Raggiungi il cliente con un modello o in altro modo, o rispondi di nuovo quando avrà scritto: questo messaggio non parte da solo.",
    notOnWhatsapp: `${OTHER_WAY}, controlla il numero con lui e chiedigli di aggiornare WhatsApp.`,
    invalidNumber: "Correggi il numero, con il prefisso del suo paese, e invia di nuovo il messaggio.",
    ownNumber: "Correggi il numero del cliente e invia di nuovo il messaggio.",
    noTextMessages: "Chiedi al cliente un numero di cellulare.",
    noRoute: `${OTHER_WAY}.`,
    numberOutOfService: "Chiedi al cliente il suo numero attuale.",
    phoneOutOfReach: LATER,
    usernameOnly: "Chiedi al cliente il suo numero di telefono, o scrivi un messaggio semplice.",
    optedOut: "Non scrivere di nuovo finché il cliente non scrive START.",
    stoppedMarketing: "Non inviare più messaggi di marketing a questo cliente.",
    blockedByCustomer: "Non scrivere più qui prima che lo faccia il cliente.",
    notAllowedToReceive: `${OTHER_WAY}.`,
    heldBack: `${OTHER_WAY}, o aspetta che scriva.`,
    marketingHeldBack: `Non inviarlo di nuovo oggi. ${OTHER_WAY} se è importante.`,
    tooFast: LATER,
    tooManyToCustomer: "Aspetta qualche minuto e riprova.",
    spamLimit: `${LATER} ${ADMIN} guardare la qualità del numero in WhatsApp Manager.`,
    dailyLimit: `Riprova domani. ${ADMIN} far aumentare il limite se succede spesso.`,
    queueFull: "Riprova tra qualche minuto.",
    internalProblem: LATER,
    maintenance: LATER,
    networkBusy: LATER,
    networkSilent: `${LATER} ${OTHER_WAY} se l'invio non riesce di nuovo.`,
    expired: LATER,
    blockedOnTheWay: `${OTHER_WAY}.`,
    takenForSpam: "Scrivilo diversamente, senza link abbreviati, o raggiungi il cliente in altro modo.",
    refusedWithoutReason: `Riprova una volta. ${OTHER_WAY} se l'invio non riesce di nuovo.`,
    contentRefused: "Accorcia il testo, controlla l'allegato e invia di nuovo il messaggio.",
    fileNotFetched: "Apri l'allegato per vedere se è a posto, e invialo di nuovo.",
    fileRefused: "Invialo in un formato comune, come PDF o JPEG, o invia un link al file.",
    unsupportedType: "Invialo come testo semplice.",
    tooLong: "Accorcialo, o invialo in più messaggi.",
    empty: "Scrivi un testo o allega un file, e invialo di nuovo.",
    policy: "Scrivilo diversamente, o raggiungi il cliente in altro modo.",
    badRequest: `${OTHER_WAY}, e avvisa chi gestisce Tickline.`,
    templateMissing: `Usa un altro modello. ${ADMIN} controllare questo.`,
    templateValues: `Controlla che cosa è stato compilato. ${ADMIN} confrontarlo con il modello.`,
    templateTooLong: "Accorcia ciò che è stato compilato.",
    templateNotLoaded: LATER,
    templatePaused: "Usa un altro modello, o aspetta che la pausa finisca.",
    templateDisabled: "Usa un altro modello.",
    templateRejected: `Usa un altro modello. ${ADMIN} modificare questo.`,
    testAccount: "Fai aggiungere il numero del cliente all'account di prova, o usane uno vero.",
    countryClosed: `${OTHER_WAY}. ${ADMIN} abilitare il paese se va servito.`,
    senderNotReady: `${ADMIN} controllare il numero.`,
    senderNotVerified: `${ADMIN} far verificare il numero.`,
    senderNotRegistered: `${ADMIN} registrarlo presso Twilio.`,
    accessRefused: `${ADMIN} controllare l'accesso di Tickline al servizio.`,
    accountProblem: `${ADMIN} guardare in Meta Business Manager.`,
    accountLocked: `${ADMIN} guardare in WhatsApp Manager. ${OTHER_WAY} nel frattempo.`,
    accountSuspended: `${ADMIN} guardare in Twilio. ${OTHER_WAY} nel frattempo.`,
    payment: `${ADMIN} controllare le impostazioni di pagamento dell'account WhatsApp.`,
    "never-sent": "Invialo di nuovo, se il cliente ne ha ancora bisogno.",
    "never-confirmed": "Chiedi al cliente se lo ha ricevuto prima di inviarlo di nuovo.",
    noReason: "Riprova una volta, o raggiungi il cliente in altro modo.",
    unknownCode: "Cerca il codice su {page} o riprova una volta.",
  },
};
