import type { FailureWords } from "./words.ts";

const ADMIN = "Bitten Sie die Person, die Ihre Messaging-Konten verwaltet,";
const OTHER_WAY = "Erreichen Sie den Kunden auf anderem Weg";
const TEMPLATE = "Die Vorlage (ein Text, den WhatsApp vorab genehmigt)";
const LATER = "Versuchen Sie es später noch einmal.";

export const de: FailureWords = {
  reasons: {
    windowClosed:
      "Der Kunde hat zuletzt vor mehr als 24 Stunden geschrieben, und dann lässt WhatsApp nur noch Vorlagen durch (vorab genehmigte Texte).",
    notOnWhatsapp:
      "WhatsApp kann diesen Kunden nicht erreichen: Die Nummer ist vielleicht nicht bei WhatsApp, oder die App ist zu alt oder wartet darauf, dass ihre Bedingungen akzeptiert werden.",
    invalidNumber: "Die Nummer des Kunden ist keine gültige Telefonnummer.",
    ownNumber: "Die Nachricht war an die Nummer gerichtet, von der sie gesendet wird.",
    noTextMessages: "Diese Nummer kann keine SMS empfangen: Vielleicht ist sie ein Festnetzanschluss.",
    noRoute: "Von unserer Nummer können keine SMS an diese gesendet werden.",
    numberOutOfService: "Die Nummer des Kunden ist unbekannt oder nicht mehr in Betrieb.",
    phoneOutOfReach:
      "Das Telefon des Kunden war nicht erreichbar: Vielleicht ist es ausgeschaltet oder hat kein Netz.",
    usernameOnly:
      "WhatsApp kennt diesen Kunden unter einem Benutzernamen und nimmt Nachrichten dieser Art nicht ohne Telefonnummer an.",
    optedOut: "Der Kunde hat Nachrichten von dieser Nummer abbestellt.",
    stoppedMarketing: "Der Kunde möchte über WhatsApp keine Werbung mehr von Ihrem Unternehmen.",
    blockedByCustomer: "Der Kunde hat unsere Nummer blockiert oder Nachrichten abbestellt.",
    notAllowedToReceive: "WhatsApp lässt diesen Kunden die Nachricht nicht empfangen.",
    heldBack:
      "WhatsApp hält diese Nachricht für diesen Kunden zurück, wegen eines eigenen Limits oder Experiments.",
    marketingHeldBack: "WhatsApp hat entschieden, diese Werbenachricht diesem Kunden nicht zuzustellen.",
    tooFast: "In kurzer Zeit wurden zu viele Nachrichten gesendet.",
    tooManyToCustomer: "In kurzer Zeit wurden zu viele Nachrichten an diesen Kunden gesendet.",
    spamLimit:
      "WhatsApp begrenzt, was unsere Nummer senden darf, weil frühere Nachrichten vielleicht blockiert oder gemeldet wurden.",
    dailyLimit: "Es wurden so viele Nachrichten gesendet, wie in 24 Stunden erlaubt sind.",
    queueFull: "Zu viele Nachrichten unserer Nummer warteten darauf, gesendet zu werden.",
    internalProblem: "Der Nachrichtendienst hatte selbst ein Problem.",
    maintenance: "WhatsApp führt gerade Wartungsarbeiten an unserem Konto durch.",
    networkBusy: "Das Mobilfunknetz war zu ausgelastet, um die Nachricht anzunehmen.",
    networkSilent: "Das Mobilfunknetz hat die Nachricht nicht zugestellt und sagt nicht, warum.",
    expired: "Die Nachricht konnte nicht in der vorgesehenen Zeit zugestellt werden.",
    blockedOnTheWay:
      "Die Nachricht wurde blockiert: Das Telefon oder sein Netz nimmt keine Nachrichten von uns an.",
    takenForSpam: "Die Nachricht wurde herausgefiltert, als wäre sie Spam.",
    refusedWithoutReason:
      "Der Nachrichtendienst hat die Nachricht abgelehnt, ohne einen Grund, der uns mehr sagt.",
    contentRefused:
      "WhatsApp hat den Inhalt nicht angenommen: Vielleicht ist der Text zu lang, oder der Anhang wird nicht unterstützt.",
    fileNotFetched: "Die angehängte Datei konnte nicht abgerufen werden.",
    fileRefused:
      "WhatsApp hat die angehängte Datei nicht angenommen: Vielleicht wird ihr Typ oder ihre Größe nicht unterstützt.",
    unsupportedType: "WhatsApp unterstützt Nachrichten dieser Art nicht.",
    tooLong: "Die Nachricht ist zu lang.",
    empty: "Die Nachricht war leer.",
    policy: "Die Nachricht verstößt gegen die Regeln von WhatsApp für Unternehmen.",
    badRequest: "Die Nachricht hatte keine Form, die WhatsApp annimmt.",
    templateMissing: `${TEMPLATE} gibt es nicht, oder sie ist nicht oder nicht in dieser Sprache genehmigt.`,
    templateValues: `${TEMPLATE} hat nicht die Werte bekommen, die ihre Lücken brauchen.`,
    templateTooLong: `${TEMPLATE} ist mit ausgefüllten Lücken zu lang.`,
    templateNotLoaded: `${TEMPLATE} konnte vom Telefon des Kunden nicht geladen werden.`,
    templatePaused: `${TEMPLATE} ist von WhatsApp pausiert, weil Kunden sie nicht mochten.`,
    templateDisabled: `${TEMPLATE} wurde von WhatsApp deaktiviert.`,
    templateRejected: `${TEMPLATE} verstößt gegen die Regeln von WhatsApp.`,
    testAccount:
      "Die Nachrichten kommen von einem Testkonto, das nur Nummern erreicht, die ihm beigetreten sind.",
    countryClosed: "Unser Konto darf keine Nachrichten in das Land dieses Kunden senden.",
    senderNotReady: "Unsere Nummer ist nicht dafür eingerichtet, diese Nachricht zu senden.",
    senderNotVerified:
      "Unsere gebührenfreie Nummer ist nicht verifiziert, deshalb nehmen Mobilfunknetze ihre Nachrichten nicht an.",
    senderNotRegistered: "Unsere Nummer ist nicht für SMS in die Vereinigten Staaten registriert.",
    accessRefused: "Der Nachrichtendienst hat uns den Zugriff verweigert.",
    accountProblem: "Mit unserem Unternehmenskonto bei Meta stimmt etwas nicht.",
    accountLocked: "WhatsApp hat unser Unternehmenskonto eingeschränkt.",
    accountSuspended: "Unser Konto bei Twilio ist nicht aktiv.",
    payment: "WhatsApp konnte die Nachricht unserem Konto nicht in Rechnung stellen.",
    "never-sent":
      "Die Antwort des Anbieters ging verloren, und inzwischen zeigt sein Protokoll, dass die Nachricht nie gesendet wurde.",
    "never-confirmed":
      "Die Antwort des Anbieters ging verloren, und drei Tage lang konnte niemand sagen, ob die Nachricht gesendet wurde.",
    noReason: "{provider} konnte die Nachricht nicht zustellen und nannte keinen Grund.",
    unknownCode:
      "{provider} konnte die Nachricht nicht zustellen und nannte keinen Grund, den wir kennen (Code {code}).",
  },

  nextSteps: {
    windowClosed:
      "Erreichen Sie den Kunden mit einer Vorlage oder auf anderem Weg, oder antworten Sie noch einmal, sobald er geschrieben hat: Diese Nachricht geht nicht von selbst hinaus.",
    notOnWhatsapp: `${OTHER_WAY}, prüfen Sie die Nummer mit ihm, und bitten Sie ihn, WhatsApp zu aktualisieren.`,
    invalidNumber:
      "Berichtigen Sie die Nummer, mit ihrer Landesvorwahl, und senden Sie die Nachricht noch einmal.",
    ownNumber: "Berichtigen Sie die Nummer des Kunden, und senden Sie die Nachricht noch einmal.",
    noTextMessages: "Bitten Sie den Kunden um eine Mobilnummer.",
    noRoute: `${OTHER_WAY}.`,
    numberOutOfService: "Bitten Sie den Kunden um seine aktuelle Nummer.",
    phoneOutOfReach: LATER,
    usernameOnly: "Bitten Sie den Kunden um seine Telefonnummer, oder schreiben Sie eine einfache Nachricht.",
    optedOut: "Schreiben Sie nicht noch einmal, bis der Kunde START schreibt.",
    stoppedMarketing: "Senden Sie diesem Kunden keine Werbung mehr.",
    blockedByCustomer: "Schreiben Sie hier nicht noch einmal, bevor der Kunde es tut.",
    notAllowedToReceive: `${OTHER_WAY}.`,
    heldBack: `${OTHER_WAY}, oder warten Sie, bis er schreibt.`,
    marketingHeldBack: `Senden Sie sie heute nicht noch einmal. ${OTHER_WAY}, wenn es wichtig ist.`,
    tooFast: LATER,
    tooManyToCustomer: "Warten Sie ein paar Minuten, und versuchen Sie es noch einmal.",
    spamLimit: `${LATER} ${ADMIN} sich im WhatsApp Manager die Qualität der Nummer anzusehen.`,
    dailyLimit: `Versuchen Sie es morgen noch einmal. ${ADMIN} das Limit erhöhen zu lassen, wenn es oft vorkommt.`,
    queueFull: "Versuchen Sie es in ein paar Minuten noch einmal.",
    internalProblem: LATER,
    maintenance: LATER,
    networkBusy: LATER,
    networkSilent: `${LATER} ${OTHER_WAY}, wenn es wieder nicht geht.`,
    expired: LATER,
    blockedOnTheWay: `${OTHER_WAY}.`,
    takenForSpam:
      "Formulieren Sie sie anders, ohne gekürzte Links, oder erreichen Sie den Kunden auf anderem Weg.",
    refusedWithoutReason: `Versuchen Sie es noch einmal. ${OTHER_WAY}, wenn es wieder nicht geht.`,
    contentRefused: "Kürzen Sie den Text, prüfen Sie den Anhang, und senden Sie die Nachricht noch einmal.",
    fileNotFetched:
      "Öffnen Sie den Anhang, um zu sehen, ob er in Ordnung ist, und senden Sie ihn noch einmal.",
    fileRefused:
      "Senden Sie sie in einem gängigen Format, etwa PDF oder JPEG, oder senden Sie einen Link dazu.",
    unsupportedType: "Senden Sie es als einfachen Text.",
    tooLong: "Kürzen Sie sie, oder senden Sie sie in mehreren Nachrichten.",
    empty: "Schreiben Sie einen Text oder hängen Sie eine Datei an, und senden Sie sie noch einmal.",
    policy: "Formulieren Sie sie anders, oder erreichen Sie den Kunden auf anderem Weg.",
    badRequest: `${OTHER_WAY}, und sagen Sie der Person Bescheid, die Tickline betreibt.`,
    templateMissing: `Nehmen Sie eine andere Vorlage. ${ADMIN} diese zu prüfen.`,
    templateValues: `Prüfen Sie, was ausgefüllt wurde. ${ADMIN} es mit der Vorlage zu vergleichen.`,
    templateTooLong: "Kürzen Sie, was ausgefüllt wurde.",
    templateNotLoaded: LATER,
    templatePaused: "Nehmen Sie eine andere Vorlage, oder warten Sie, bis die Pause vorbei ist.",
    templateDisabled: "Nehmen Sie eine andere Vorlage.",
    templateRejected: `Nehmen Sie eine andere Vorlage. ${ADMIN} diese zu ändern.`,
    testAccount:
      "Lassen Sie die Nummer des Kunden zum Testkonto hinzufügen, oder verwenden Sie ein echtes Konto.",
    countryClosed: `${OTHER_WAY}. ${ADMIN} das Land freizuschalten, wenn es bedient werden soll.`,
    senderNotReady: `${ADMIN} die Nummer zu prüfen.`,
    senderNotVerified: `${ADMIN} die Nummer verifizieren zu lassen.`,
    senderNotRegistered: `${ADMIN} sie bei Twilio zu registrieren.`,
    accessRefused: `${ADMIN} den Zugriff von Tickline darauf zu prüfen.`,
    accountProblem: `${ADMIN} im Meta Business Manager nachzusehen.`,
    accountLocked: `${ADMIN} im WhatsApp Manager nachzusehen. ${OTHER_WAY}, bis es geklärt ist.`,
    accountSuspended: `${ADMIN} bei Twilio nachzusehen. ${OTHER_WAY}, bis es geklärt ist.`,
    payment: `${ADMIN} die Zahlungseinstellungen des WhatsApp-Kontos zu prüfen.`,
    "never-sent": "Senden Sie sie noch einmal, wenn der Kunde sie noch braucht.",
    "never-confirmed": "Fragen Sie den Kunden, ob er sie hat, bevor Sie sie noch einmal senden.",
    noReason: "Versuchen Sie es noch einmal, oder erreichen Sie den Kunden auf anderem Weg.",
    unknownCode: "Schlagen Sie den Code unter {page} nach, oder versuchen Sie es noch einmal.",
  },
};
