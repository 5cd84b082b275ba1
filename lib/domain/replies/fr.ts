import type { Catalogue } from "./catalogue.ts";

/** French, with "vous". A ticket is a "demande", as in Zendesk's own e-mails to customers. */
export const fr: Catalogue = {
  sentences: {
    ticketCreated: "Demande #{ticketId} créée : « {message} ». Nous revenons vers vous rapidement.",
    ticketCreatedWhileAway:
      "Demande #{ticketId} créée : « {message} ». Notre équipe est absente pour le moment et vous lira à son retour ({when}).",
    moreDetails:
      "Pouvez-vous nous en dire un peu plus sur votre problème ? " +
      "Par exemple : « Je n'arrive pas à me connecter » ou « Question sur la facture 123 ».",
    ticketDelayed:
      "Nous avons bien reçu votre message, rien n'est perdu. Notre système est lent en ce moment : " +
      "le numéro de votre demande suivra ici dès que nous l'aurons.",
    ticketRefused:
      "Nous sommes désolés : votre demande n'a pas pu être créée. Réessayez plus tard ou contactez directement notre assistance.",
    commentRefused:
      "Nous sommes désolés : votre message n'a pas pu être ajouté à votre demande #{ticketId}. " +
      "Écrivez-le à nouveau ou contactez directement notre assistance.",
    unanswered:
      "Nous sommes désolés : un problème est survenu de notre côté et votre message n'est pas parvenu à notre équipe. " +
      "Écrivez-le à nouveau ou contactez directement notre assistance.",
    tooMany:
      "Vous avez beaucoup écrit en peu de temps : vos derniers messages ne sont pas parvenus à notre équipe. " +
      "Patientez un peu, puis écrivez à nouveau.",

    welcome:
      "Bonjour ! Dites-nous dans un message ce que nous pouvons faire pour vous et nous ouvrirons une demande. Écrivez AIDE pour voir ce que vous pouvez faire d'autre.",
    welcomeWithTicket:
      "Bonjour ! Votre demande #{ticketId} est ouverte : écrivez ici et notre équipe vous lira. Écrivez AIDE pour voir ce que vous pouvez faire d'autre.",
    help:
      "Décrivez votre problème dans un message et nous ouvrirons une demande. " +
      "Par exemple : « Je n'arrive pas à me connecter » ou « Question sur la facture 123 ». Ou écrivez l'un de ces mots :",
    helpButton: "Choisir",
    reference: "RÉFÉRENCE",

    noTickets:
      "Vous n'avez aucune demande chez nous. Décrivez votre problème dans un message et nous en ouvrirons une.",
    yourTickets: "Vos demandes :",
    ticketLine: "#{ticketId} « {subject} » : {status}",
    statusNew: "nous l'avons reçue et allons bientôt la traiter",
    statusOpen: "nous y travaillons",
    statusPending: "elle attend votre réponse",
    statusHold: "nous attendons la réponse d'un tiers",
    statusSolved: "résolue",
    statusClosed: "clôturée",

    nothingPending: "Rien ne vous attend.",
    pendingTicket: "Votre demande #{ticketId} « {subject} » attend votre réponse : écrivez-la ici.",
    pendingReminder: "Rappel « {reminder} » : écrivez LU pour confirmer que vous l'avez lu.",
    pendingApproval: "Approbation {reference} : écrivez APPROUVER {reference} ou REFUSER {reference}.",
    pendingElsewhere:
      "D'autres éléments vous attendent {channel}, dans la discussion où nous vous avons posé la question : écrivez-y ATTENTE.",
    onWhatsapp: "sur WhatsApp",
    bySms: "par SMS",

    acknowledged: "Merci, c'est noté : « {reminder} »",
    nothingToAcknowledge: "Il n'y a aucun rappel à confirmer.",
    acknowledgeElsewhere:
      "Il n'y a aucun rappel à confirmer ici. Le rappel vous a été envoyé {channel} : écrivez-y LU.",
    approved: "Merci : vous avez approuvé {reference}.",
    rejected: "Merci : vous avez refusé {reference}.",
    approvedBefore:
      "Vous aviez déjà approuvé {reference} ; cela reste ainsi. Écrivez-nous s'il doit en être autrement.",
    rejectedBefore:
      "Vous aviez déjà refusé {reference} ; cela reste ainsi. Écrivez-nous s'il doit en être autrement.",
    noSuchApproval: "Nous n'avons aucune approbation avec cette référence pour vous.",
    decideElsewhere:
      "Vous ne pouvez répondre que là où nous vous avons posé la question : {channel}, dans la même discussion.",
    whichApproval: "Écrivez {word} et la référence de notre message, par exemple {word} A-123.",

    optedOut:
      "Vous ne recevrez plus de messages de notre part {channel}. Écrivez REPRENDRE ici si vous changez d'avis.",
    optedIn:
      "Ravis de vous retrouver : vous recevrez à nouveau nos messages {channel}. Écrivez STOP ici à tout moment pour ne plus en recevoir.",

    handedOver: "Une personne de notre équipe prend le relais et vous répond ici.",
    handedOverUnsafe:
      "Une personne de notre équipe va lire ceci. En cas d'urgence, appelez d'abord le numéro d'urgence de votre région.",

    yourMessage: "votre message",
    messageToRead: "Un message qu'une personne doit lire",
    kindMessage: "Message",
    kindPhoto: "Photo",
    kindVideo: "Vidéo",
    kindVoice: "Message vocal",
    kindDocument: "Document",
    kindSticker: "Sticker",
    kindLocation: "Localisation",
    kindContact: "Contact",
    kindButton: "Bouton",
    kindChoice: "Choix",
    kindOrder: "Commande",
    kindReaction: "Réaction",
    kindEdited: "Message modifié",
    kindDeleted: "Message supprimé",
    kindUnsupported: "Message d'un type que WhatsApp ne transmet pas",
    kindUnknown: "Message d'un type inconnu",

    languageChosen: "Désormais, nous vous écrivons en {language}.",
    whichLanguage: "Choisissez la langue dans laquelle nous vous écrivons :",
    noSuchLanguage:
      "Nous ne pouvons pas encore vous écrire dans cette langue. Choisissez l'une de celles-ci :",
    languageButton: "Langues",

    ratingAsked: "Votre demande #{ticketId} « {subject} » est résolue. Comment avez-vous trouvé notre aide ?",
    ratingByNumber: "Répondez 1 pour bonne, 2 pour moyenne, 3 pour mauvaise.",
    ratingGood: "Bonne",
    ratingSoSo: "Moyenne",
    ratingBad: "Mauvaise",
    ratingThanks: "Merci de nous l'avoir dit.",
    ratingWhatWentWrong:
      "Nous sommes désolés. Qu'aurions-nous dû mieux faire ? Écrivez-le ici et notre équipe le lira.",
    ratingWordsThanks: "Merci. Notre équipe lira ce que vous avez écrit.",
    ratingBySurvey:
      "Votre demande #{ticketId} « {subject} » est résolue. Dites-nous comment vous avez trouvé notre aide : {link}",

    invitation:
      "Nous avons une réponse à votre demande #{ticketId}. Écrivez n'importe quoi ici et vous la recevrez.",
  },

  commands: {
    status: { words: ["statut"], summary: "voir où en sont vos dernières demandes" },
    pending: { words: ["attente"], summary: "voir ce qui attend votre réponse" },
    // "Reçu" and "bien reçu" are what people answer an agent with.
    ack: { words: ["lu"], summary: "confirmer que vous avez lu notre dernier rappel" },
    approve: { words: ["approuver"], summary: "dire oui à ce que nous vous demandons d'approuver" },
    reject: { words: ["refuser", "rejeter"], summary: "dire non à ce que nous vous demandons d'approuver" },
    help: { words: ["aide"], summary: "voir cette liste" },
    // Not "bonne journée": so people take their leave.
    hi: {
      words: [
        "bonjour|bonsoir|salut|coucou|bjr|bsr|slt|re bonjour|bonjour à tous|bonjour madame|bonjour monsieur",
        "allô|bonjour ça va|salut ça va|bonjour comment allez vous",
      ].flatMap((line) => line.split("|")),
      summary: null,
    },
    language: { words: ["langue", "langues"], summary: "choisir la langue dans laquelle nous écrivons" },
    stop: {
      // In France every commercial SMS must offer "STOP"; in Canada "ARRÊT" beside it.
      words: ["stop", "arrêt", "arrêter", "désabonner", "me désabonner", "désinscription", "me désinscrire"],
      summary: "ne plus recevoir de messages",
    },
    start: { words: ["reprendre", "me réabonner", "réabonner"], summary: null },
    human: {
      // "Personne" alone is also "nobody".
      words: ["conseiller", "conseillère", "agent", "humain", "parler à un conseiller", "parler à quelqu'un"],
      summary: "parler à une personne",
    },
  },

  vague: [
    "aidez moi|aide moi|aidez moi svp|aide svp|aide s'il vous plaît|besoin d'aide|j'ai besoin d'aide|pouvez vous m'aider|support",
    "bonne journée",
    "bonjour aide|bonjour besoin d'aide|bonjour j'ai besoin d'aide",
    "bonjour une question|bonjour j'ai une question|bonjour j'ai un problème|il y a quelqu'un|y a quelqu'un|quelqu'un",
    "ok|d'accord|bien|oui|non|merci|merci beaucoup|ok merci|svp|s'il vous plaît|test|essai",
    "question|une question|j'ai une question|problème|un problème|j'ai un problème",
  ].flatMap((line) => line.split("|")),
};
