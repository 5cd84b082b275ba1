import type { NoteCatalogue } from "./catalogue.ts";

/** German, as agents read it, with the words of Zendesk's interface: Anfragender, Ticketfeld. */
export const de: NoteCatalogue = {
  sentences: {
    // Replies that have not gone out
    held: "Diese Antwort wurde noch nicht gesendet: WhatsApp nimmt freien Text nur innerhalb von 24 Stunden nach der letzten Nachricht des Kunden an.",
    heldSince:
      "Diese Antwort wurde noch nicht gesendet: WhatsApp nimmt freien Text nur innerhalb von 24 Stunden nach der letzten Nachricht des Kunden an. Sie kam am {when}.",
    askedByInvitation: "Der Kunde hat eine Vorlage erhalten, die ihn bittet, noch einmal zu schreiben.",
    askedByTemplate:
      "Der Kunde hat vor weniger als 24 Stunden eine Vorlage erhalten, deshalb kam keine hinzu, die ihn um eine Nachricht bittet.",
    askedInVain:
      "Die Vorlage, die ihn bittet, noch einmal zu schreiben, ist nicht angekommen: Sie kann neben diesem Ticket noch einmal gesendet werden. Oder erreichen Sie ihn auf anderem Weg.",
    askedByNothing:
      "Es ist keine Vorlage eingerichtet, die Kunden bittet, noch einmal zu schreiben. Bitte erreichen Sie ihn auf anderem Weg.",
    goesByItself:
      "Sobald der Kunde schreibt, geht die Antwort von selbst hinaus; nichts muss zweimal geschrieben werden.",
    providerAway:
      "Diese Antwort wurde noch nicht gesendet: Zum Anbieter, über den die Nachrichten des Kunden laufen, kommt im Moment nichts durch, und wer Tickline betreibt, weiß davon. Sobald es wieder geht, wird Ihr Text von selbst gesendet; nichts muss zweimal geschrieben werden.",
    unwelcomeStop:
      "Diese Antwort wurde nicht gesendet: Der Kunde hat {channel} STOP geschrieben und erhält dort keine Nachrichten, bis er START schreibt. Bitte erreichen Sie ihn auf anderem Weg.",
    unwelcomeRefusal:
      "Diese Antwort wurde nicht gesendet: Der Kunde hat über WhatsApp oder seinen Mobilfunkanbieter erklärt, dass er {channel} keine Nachrichten mehr möchte. Er erhält dort keine, bis er START schreibt. Bitte erreichen Sie ihn auf anderem Weg.",
    unwelcomeBlocked:
      "Diese Antwort wurde nicht gesendet: Der Kontakt ist blockiert. Heben Sie die Blockierung auf, um ihm wieder zu schreiben.",
    unwelcomeBefore:
      "Diese Antwort wurde nicht gesendet: Als sie an der Reihe war, sollte der Kunde keine Nachrichten erhalten. Jetzt erhält er wieder welche: Bitte schreiben Sie sie noch einmal.",
    forAnother:
      "Diese Antwort wurde nicht an das Telefon gesendet: Der Anfragende des Tickets ist nicht mehr der Kunde, dessen Nachrichten darin stehen, und sie hätte den Falschen erreichen können. Bitte erreichen Sie den jetzigen Anfragenden auf anderem Weg, etwa per E-Mail. Ist sie für den Kunden, machen Sie ihn wieder zum Anfragenden und schreiben Sie sie noch einmal.",
    unread:
      "Eine öffentliche Antwort auf diesem Ticket wurde nicht an den Kunden gesendet: Tickline konnte sie nicht lesen. Bitte schreiben Sie sie noch einmal.",
    late: "Nicht an den Kunden gesendet: die öffentlichen Antworten auf diesem Ticket vom {moments}. Tickline erfuhr von ihnen erst mehr als zwei Stunden später, als sie überholt sein konnten. Was noch gilt, schreiben Sie bitte noch einmal.",
    windowCloses:
      "Dieses Ticket wartet auf eine Antwort, und WhatsApp nimmt freien Text nur bis {when} an. Eine spätere Antwort wartet, bis der Kunde wieder schreibt.",
    windowClosed:
      "Dieses Ticket wartet noch auf eine Antwort, und WhatsApp nahm freien Text nur bis {when} an. Jetzt erreicht den Kunden nur noch eine Vorlage: Eine Antwort wartet, bis er wieder schreibt.",
    ratedGood: "Der Kunde wurde gefragt, wie die Hilfe war. Seine Antwort: gut.",
    ratedSoSo: "Der Kunde wurde gefragt, wie die Hilfe war. Seine Antwort: mittelmäßig.",
    ratedBad: "Der Kunde wurde gefragt, wie die Hilfe war. Seine Antwort: schlecht.",
    ratedWhy: "Der Kunde schreibt, was besser hätte sein sollen:\n\n{words}",
    /** What {channel} becomes. */
    onWhatsapp: "über WhatsApp",
    bySms: "per SMS",

    // What became of what was sent
    undelivered: "Nicht zugestellt: {what}\nGrund: {reason}\nWas zu tun ist: {nextStep}",
    unconfirmed: "Vielleicht nicht angekommen: {what}\nGrund: {reason}\nWas zu tun ist: {nextStep}",
    unconfirmedReason:
      "Die Antwort des Anbieters ging verloren, und niemand kann sagen, ob die Nachricht gesendet wurde. Sie wird nicht von selbst noch einmal gesendet, da der Kunde sie sonst zweimal bekommen könnte.",
    unconfirmedNextStep:
      "Falls der Kunde sie nicht hat, schreiben Sie sie noch einmal, oder klicken Sie in Ticklines Konsole unter „Unconfirmed“ auf „Send again“.",
    confirmed: "Sie wurde doch gesendet und muss nicht noch einmal gesendet werden: {what}",
    delivered: "Zugestellt am {when}: {what}",
    deliveredInPieces: "Zugestellt am {when}, gesendet als {messages}: {what}",
    read: "Gelesen am {when}: {what}",
    readInPieces: "Gelesen am {when}, gesendet als {messages}: {what}",

    // What a ticket lacks
    lost: "Eine Nachricht, die der Kunde am {when} geschrieben hat, konnte diesem Ticket nicht hinzugefügt werden.",
    attachmentLost:
      "Anhang {number} einer Nachricht, die der Kunde am {when} geschrieben hat, konnte diesem Ticket nicht hinzugefügt werden und kommt auch nicht nach.",
    readInConsole: "Nachzulesen in Ticklines Konsole: {url}",
    readInLog: "Aufbewahrt in Ticklines Nachrichtenprotokoll.",

    // What others said
    inBusinessApp: "In der WhatsApp Business App an den Kunden geschrieben:",
    byMetasAgent: "Der Agent von Meta hat geantwortet:",
    answeredByMeta: "Zuvor führte der Agent von Meta das Gespräch:",
    handedOver: "Der Assistent hat übergeben: {why}.",
    answeredToo:
      "Der Assistent hat geantwortet und hielt es für nötig, dass auch ein Mensch sich darum kümmert.",
    assistantSummary: "Zusammenfassung des Assistenten: {summary}",
    wroteBefore: "Was der Kunde und der Assistent zuvor geschrieben haben:",
    answeredByAssistant: "Der Assistent hat neben diesem Ticket geantwortet:",
    approved: "Der Kunde hat {reference} per Nachricht genehmigt.",
    rejected: "Der Kunde hat {reference} per Nachricht abgelehnt.",
    customer: "Kunde",
    assistant: "Assistent",
    metasAgent: "Agent von Meta",
    didNotArrive: "(nicht angekommen)",
    textForgotten: "(der Text wird nicht mehr aufbewahrt)",
    noText: "(kein Text)",

    // Around a customer's words
    forwarded: "(weitergeleitet)",
    location: "Standort:",
    referral: "Kam über eine Anzeige: {ad}",
    cameLate: "[Geschrieben am {when}. Hat Tickline verspätet erreicht.]",
    reacted: "Hat mit {emoji} auf {what} reagiert",
    tookBack: "Hat die Reaktion auf {what} zurückgenommen",
    edited: "Hat {what} bearbeitet. Jetzt steht dort:",
    deleted: "Hat {what} gelöscht",
    earlierMessage: "eine frühere Nachricht",
    lateAttachment: "Anhang {number} einer früheren Nachricht",
    lateAttachmentRefused: "Anhang {number} einer früheren Nachricht konnte nicht angehängt werden: {why}",
    notAttached: "Anhang {number} konnte nicht angehängt werden: {why}",
    attachmentFollows:
      "Anhang {number} konnte nicht angehängt werden: {why}. Er folgt, sobald er zu haben ist",

    // Templates from tickets
    anAgent: "Ein Agent",
    templateSent: "{by} hat dem Kunden diese Vorlage gesendet ({name}, {language}):",
    templateBegins:
      "Sie beginnt das Gespräch: Was der Kunde antwortet, erscheint hier. Was zuvor auf diesem Ticket geschrieben wurde, ist nicht an ihn gegangen.",
    templateDropped: "Die Vorlage {what} wurde doch nicht gesendet. {why}.",
    tagRefused:
      "Für das Tag {tag} wurde nichts gesendet: {why}. Das Tag wurde entfernt; setzen Sie es erneut, sobald das behoben ist.",
    tagStays:
      "Zendesk lässt Tickline das Tag {tag} nicht entfernen. Solange es da ist, wird dafür nichts mehr gesendet: Bitte entfernen Sie es von Hand und nutzen Sie die Seitenleiste, wenn etwas noch einmal gesendet werden soll.",
    tagWentLate:
      "Das Tag {tag} ließ sich bisher nicht entfernen und ist jetzt entfernt. Diesmal wurde dafür nichts gesendet: Setzen Sie es erneut, wenn gesendet werden soll.",
    tagTooOften:
      "Für das Tag {tag} wurde nichts gesendet: Es hat an einem Tag {messages} gesendet, und der Kunde hat seither nicht geschrieben. Bitte prüfen Sie, ob ein Trigger oder eine Automatisierung in Zendesk es setzt. Die Seitenleiste sendet trotzdem.",
    tagsUnread:
      "Ein Tag auf diesem Ticket fordert eine Vorlage an, die vielleicht nicht gesendet wurde: Tickline konnte das Ticket nicht lesen oder das Tag nicht entfernen. Bitte prüfen Sie, was der Kunde erhalten hat, und setzen Sie das Tag erneut, wenn gesendet werden soll.",
    invited:
      "{by} hat den Kunden mit der Vorlage dafür gebeten, noch einmal zu schreiben. Was wartet, geht hinaus, sobald er es tut.",
  },

  counted: {
    messages: { one: "{count} Nachricht", other: "{count} Nachrichten" },
    attachments: { one: "{count} Anhang", other: "{count} Anhänge" },
    earlierMessages: {
      one: "({count} frühere Nachricht steht nur in der Konsole)",
      other: "({count} frühere Nachrichten stehen nur in der Konsole)",
    },
  },

  files: {
    tooSlow: "er ließ sich nicht rechtzeitig abrufen",
    gone: "der Anbieter hat ihn nicht mehr",
    notServed: "der Anbieter hat ihn nicht ausgeliefert",
    zendeskRefuses: "Zendesk nimmt diese Datei nicht an",
    zendeskFails: "Zendesk hat diese Datei vorerst nicht angenommen",
    type: "Dateien vom Typ {type} werden nicht angenommen",
    tooLarge: "er ist größer als 25 MB",
    foreign: "seine Adresse gehört nicht zu {provider}",
    goneAt: "{provider} hat ihn nicht mehr",
    unknownAddress: "{provider} bewahrt ihn unter einer unbekannten Adresse auf",
    otherRegion: "{provider} bewahrt ihn außerhalb der Region US1 auf",
    redirects: "er leitet von {provider} weg",
    noLink: "{provider} gibt keinen Link dazu",
    answered: "{provider} hat mit HTTP {status} geantwortet",
  },

  kinds: {
    text: "Nachricht",
    image: "Foto",
    video: "Video",
    audio: "Sprachnachricht",
    document: "Dokument",
    sticker: "Sticker",
    location: "Standort",
    contacts: "Kontaktkarte",
    button: "Schaltfläche",
    interactive: "Auswahl",
    template: "Vorlage",
    order: "Bestellung",
    reaction: "Reaktion",
    edit: "Bearbeitete Nachricht",
    revoke: "Gelöschte Nachricht",
    system: "Hinweis von WhatsApp",
    request_welcome: "Hat den Chat geöffnet",
    unsupported: "Nachricht einer Art, die WhatsApp nicht weitergibt",
    unknown: "Nachricht unbekannter Art",
  },

  handOver: {
    "asked-for": "der Kunde hat um einen Menschen gebeten",
    "by-the-model":
      "der Assistent fand, dass ein Mensch antworten sollte, oder der Kunde hat um einen gebeten",
    unsafe: "die Nachricht enthält Wörter, die ein Mensch lesen muss",
    "no-text": "die Nachricht ist nicht nur Text, und anderes liest der Assistent nicht",
    "too-much": "der Kunde hat mehr geschrieben, als der Assistent auf einmal lesen darf",
    "no-progress":
      "zwei Antworten des Assistenten haben dem Kunden nicht weitergeholfen, eine dritte täte es auch nicht",
    "model-failed": "der Server des Modells hat versagt oder war nicht erreichbar",
    refused:
      "der Server des Modells hat diese Frage abgelehnt, oder ein Werkzeug auf unserer Seite hat versagt",
    "too-slow": "das Modell brauchte zu lange für eine Antwort",
    "model-rests": "das Modell hat kurz zuvor versagt und wird eine Weile in Ruhe gelassen",
    budget: "die Tokens des Monats sind aufgebraucht (ASSISTANT_MONTHLY_TOKENS)",
    "no-answer": "das Modell kam zu keiner Antwort",
    "too-long": "die Antwort des Modells war zu lang, um eine zu sein, und wurde nicht gesendet",
    leak: "die Antwort des Modells verriet seine Anweisungen und wurde nicht gesendet",
    "unknown-link":
      "die Antwort des Modells enthielt einen Link, der nicht im Wissen steht, und wurde nicht gesendet",
    "with-a-person": "inzwischen hatte ein Mensch das Gespräch übernommen",
    "may-not-answer": "an diesen Kunden darf jetzt keine automatische Antwort gehen",
    "not-delivered": "die Antwort des Assistenten hat den Kunden nicht erreicht, soweit bekannt ist",
    "switched-off": "der Assistent wurde ausgeschaltet",
  },

  refusals: {
    noTicket: "Dieses Ticket gibt es in Zendesk nicht",
    closed: "Das Ticket ist geschlossen: Eröffnen Sie für den Kunden ein neues",
    erased: "Der Kunde dieses Tickets wurde gelöscht: Von hier kann ihm nichts gesendet werden",
    noRequester: "Das Ticket hat keinen Anfragenden: Wählen Sie einen",
    noNumber:
      "Es gibt niemanden, an den gesendet werden kann: Der Anfragende des Tickets hat nie geschrieben und hat keine eigene Nummer. Tragen Sie eine in sein Profil in Zendesk ein, als Direktwahl, mit + und der Landesvorwahl",
    forAnother:
      "Der Anfragende des Tickets ist nicht mehr der Kunde, dessen Nachrichten darin stehen, und die Nachricht könnte den Falschen erreichen. Machen Sie den Kunden wieder zum Anfragenden oder eröffnen Sie ein neues Ticket",
    changed: "Die Vorlage würde inzwischen etwas anderes sagen: Sehen Sie sie noch einmal an",
    nothingWaits: "Keine Antwort wartet darauf, dass der Kunde schreibt",
    noInvitation: "Es ist keine Vorlage eingerichtet, die Kunden bittet, noch einmal zu schreiben",
    notMadeByAgent:
      "Dieses Tag beginnt das Gespräch auf Tickets, die ein Agent im Webformular von Zendesk für einen Kunden erstellt, und dies ist keines. Nehmen Sie das Tag whatsapp_template_ mit dem Namen einer Vorlage dahinter",
    noStartTemplate:
      "Für dieses Tag ist keine Vorlage festgelegt: Wer Tickline betreibt, setzt WHATSAPP_START_TEMPLATE",
    preview:
      "Diese Installation dient der Vorschau: Sie sendet nur an die Nummern in PREVIEW_ALLOWED_NUMBERS",
    unwanted: "Der Kunde erhält keine Nachrichten: Er hat sie abbestellt oder ist blockiert",
    blocked:
      "Der Kontakt ist blockiert: Heben Sie die Blockierung auf, um ihm wieder zu schreiben; das kann ein Admin in der Konsole",
    optedOut:
      "Der Kunde möchte über WhatsApp keine Nachrichten mehr. Er erhält dort keine, bis er START schreibt oder jemand ihn in der Konsole wieder anmeldet",
    optedOutOfSms:
      "Der Kunde möchte per SMS keine Nachrichten mehr. Er erhält dort keine, bis er START schreibt oder jemand ihn in der Konsole wieder anmeldet",
    before:
      "Sie wurde abgebrochen, oder der Kunde sollte keine Nachrichten erhalten, als sie an der Reihe war. Soll sie noch gesendet werden, senden Sie sie noch einmal",
    invalidNumber:
      "Über {provider} ist der Kunde nicht erreichbar: Wählen Sie eine Vorlage eines anderen Anbieters",
    otherwise: "Nicht gesendet: {reason}",
    templateRefused: "{provider} lehnt die Vorlage ab",
    templateUnknown:
      "Keine Vorlage heißt {name}: Prüfen Sie das Tag und ob die Vorlage von ihrem Anbieter eingelesen wurde",
    templateNotIn:
      "Die Vorlage {name} gibt es nicht auf {language}: Setzen Sie zusätzlich eines der Tags {tags}",
    templateInSeveral:
      "Die Vorlage {name} gibt es in mehreren Sprachen: Setzen Sie zusätzlich eines der Tags {tags}",
    templatesAlike:
      "Mehrere Vorlagen von {provider} heißen {name} ({language}), und ein Tag kann sie nicht unterscheiden: Senden Sie sie aus der Seitenleiste, löschen Sie die anderen oder benennen Sie sie um",
    templateGone: "Die Vorlage {name} gibt es bei ihrem Anbieter nicht mehr: Wählen Sie eine andere",
    templateNotApproved: "Die Vorlage {name} ist {status}, nicht genehmigt: Wählen Sie eine andere",
    templateWithFile:
      "Die Vorlage {name} hat eine Datei oder eine Variable in der Kopfzeile oder einer Schaltfläche, die hier nicht ausgefüllt werden kann: Wählen Sie eine andere",
    variableEmpty: "Die Variable {name} ist leer: {why}",
    fieldEmpty: "Das Ticketfeld {field} füllt sie und ist auf diesem Ticket leer",
    fieldUnmapped:
      "Senden Sie die Vorlage aus der Seitenleiste, oder bitten Sie den Betreiber von Tickline, das Ticketfeld zu nennen, das sie füllt, als {setting}",
  },
};
