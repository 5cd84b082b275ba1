import type { NoteCatalogue } from "./catalogue.ts";

/** French, with "vous" and the words of Zendesk's own interface: ticket, demandeur, réponse publique, marqueur, déclencheur. */
export const fr: NoteCatalogue = {
  sentences: {
    held: "Cette réponse n'a pas encore été envoyée : WhatsApp n'accepte le texte libre que dans les 24 heures suivant le dernier message du client.",
    heldSince:
      "Cette réponse n'a pas encore été envoyée : WhatsApp n'accepte le texte libre que dans les 24 heures suivant le dernier message du client, arrivé le {when}.",
    askedByInvitation: "Un modèle qui demande au client d'écrire à nouveau lui a été envoyé.",
    askedByTemplate:
      "Un modèle a été envoyé au client il y a moins de 24 heures : aucun autre n'a été ajouté pour lui demander d'écrire.",
    askedInVain:
      "Le modèle qui lui demande d'écrire à nouveau n'est pas arrivé : vous pouvez l'envoyer encore une fois depuis la barre latérale du ticket, ou joindre le client autrement.",
    askedByNothing:
      "Aucun modèle demandant au client d'écrire à nouveau n'est configuré : veuillez le joindre autrement.",
    goesByItself: "Dès que le client écrit, la réponse part d'elle-même ; il n'y a rien à réécrire.",
    providerAway:
      "Cette réponse n'a pas encore été envoyée : pour l'instant, rien ne parvient au fournisseur des messages du client, et la personne qui gère Tickline a été prévenue. Dès que cela fonctionne à nouveau, ce que vous avez écrit part de lui-même ; il n'y a rien à réécrire.",
    unwelcomeStop:
      "Cette réponse n'a pas été envoyée : le client a écrit STOP {channel} et n'y recevra aucun message tant qu'il n'aura pas écrit START. Veuillez le joindre autrement.",
    unwelcomeRefusal:
      "Cette réponse n'a pas été envoyée : par WhatsApp ou par son opérateur, le client a demandé à ne plus recevoir de messages {channel}. Il n'y en recevra aucun tant qu'il n'aura pas écrit START. Veuillez le joindre autrement.",
    unwelcomeBlocked:
      "Cette réponse n'a pas été envoyée : le contact est bloqué. Débloquez-le pour pouvoir lui écrire à nouveau.",
    unwelcomeBefore:
      "Cette réponse n'a pas été envoyée : quand son tour est venu, le client ne devait pas recevoir de messages. Il en reçoit de nouveau : veuillez l'écrire encore une fois.",
    forAnother:
      "Cette réponse n'a pas été envoyée au téléphone : le demandeur du ticket n'est plus le client qui a écrit ces messages, et elle aurait pu parvenir à la mauvaise personne. Veuillez joindre le demandeur actuel autrement, par exemple par e-mail. Si elle est destinée au client, désignez-le à nouveau comme demandeur et écrivez-la encore une fois.",
    unread:
      "Une réponse publique de ce ticket n'a pas été envoyée au client : Tickline n'a pas pu la lire. Veuillez l'écrire encore une fois.",
    late: "Des réponses publiques de ce ticket n'ont pas été envoyées au client : {moments}. Tickline n'en a eu connaissance que plus de deux heures après, alors qu'elles pouvaient être dépassées. Veuillez réécrire ce qui compte encore.",
    windowCloses:
      "Ce ticket attend une réponse, et WhatsApp n'accepte le texte libre que jusqu'au {when}. Ensuite, une réponse reste en attente jusqu'à ce que le client écrive à nouveau.",
    windowClosed:
      "Ce ticket attend toujours une réponse, et WhatsApp n'acceptait le texte libre que jusqu'au {when}. Seul un modèle parvient maintenant au client : une réponse reste en attente jusqu'à ce qu'il écrive à nouveau.",
    ratedGood: "Interrogé sur notre aide, le client a répondu : bonne.",
    ratedSoSo: "Interrogé sur notre aide, le client a répondu : moyenne.",
    ratedBad: "Interrogé sur notre aide, le client a répondu : mauvaise.",
    ratedWhy: "Le client dit ce qui aurait dû être mieux :\n\n{words}",
    onWhatsapp: "sur WhatsApp",
    bySms: "par SMS",

    undelivered: "Non remis : {what}\nPourquoi : {reason}\nQue faire : {nextStep}",
    unconfirmed: "N'est peut-être pas arrivé : {what}\nPourquoi : {reason}\nQue faire : {nextStep}",
    unconfirmedReason:
      "La réponse du fournisseur s'est perdue, et personne ne peut dire si le message a été envoyé. Il n'est pas renvoyé automatiquement, car le client pourrait le recevoir deux fois.",
    unconfirmedNextStep:
      'Si le client ne l\'a pas, écrivez-le encore une fois, ou cliquez sur "Send again" dans la console de Tickline, sous Unconfirmed.',
    confirmed: "Il a finalement bien été envoyé, et n'a pas à l'être à nouveau : {what}",
    delivered: "Remis le {when} : {what}",
    deliveredInPieces: "Remis le {when}, envoyé en {messages} : {what}",
    read: "Lu le {when} : {what}",
    readInPieces: "Lu le {when}, envoyé en {messages} : {what}",

    lost: "Un message que le client a écrit le {when} n'a pas pu être ajouté à ce ticket.",
    attachmentLost:
      "La pièce jointe {number} d'un message que le client a écrit le {when} n'a pas pu être ajoutée à ce ticket, et ne suivra pas.",
    readInConsole: "À lire dans la console de Tickline : {url}",
    readInLog: "À retrouver dans le journal des contacts de Tickline.",

    inBusinessApp: "Écrit au client dans l'application WhatsApp Business :",
    byMetasAgent: "L'agent de Meta a répondu :",
    answeredByMeta: "Avant cela, l'agent de Meta menait la conversation :",
    handedOver: "L'assistant a passé la main : {why}.",
    answeredToo: "L'assistant a répondu, et a estimé qu'une personne devait aussi s'en occuper.",
    assistantSummary: "Résumé de l'assistant : {summary}",
    wroteBefore: "Ce que le client et l'assistant ont écrit auparavant :",
    answeredByAssistant: "L'assistant a répondu en dehors de ce ticket :",
    approved: "Le client a approuvé {reference} par message.",
    rejected: "Le client a refusé {reference} par message.",
    customer: "Client",
    assistant: "Assistant",
    metasAgent: "Agent de Meta",
    didNotArrive: "(n'est pas arrivé)",
    textForgotten: "(son texte n'est plus conservé)",
    noText: "(sans texte)",

    forwarded: "(transféré)",
    location: "Position :",
    referral: "Venu d'une publicité : {ad}",
    cameLate: "[Écrit le {when}. Arrivé tard à Tickline.]",
    reacted: "A réagi avec {emoji} à {what}",
    tookBack: "A retiré sa réaction à {what}",
    edited: "A modifié {what}. On y lit maintenant :",
    deleted: "A supprimé {what}",
    earlierMessage: "un message précédent",
    lateAttachment: "Pièce jointe {number} d'un message précédent",
    lateAttachmentRefused: "La pièce jointe {number} d'un message précédent n'a pas pu être ajoutée : {why}",
    notAttached: "La pièce jointe {number} n'a pas pu être ajoutée : {why}",
    attachmentFollows:
      "La pièce jointe {number} n'a pas pu être ajoutée : {why}. Elle suivra dès qu'elle sera disponible",

    anAgent: "Un agent",
    templateSent: "{by} a envoyé ce modèle au client ({name}, {language}) :",
    templateBegins:
      "Il ouvre la conversation : ce que le client répond apparaîtra ici. Ce qui a été écrit auparavant dans ce ticket ne lui a pas été envoyé.",
    templateDropped: "Le modèle {what} n'a finalement pas été envoyé. {why}.",
    tagRefused:
      "Rien n'a été envoyé pour le marqueur {tag} : {why}. Le marqueur a été retiré ; une fois le problème réglé, ajoutez-le à nouveau.",
    tagStays:
      "Zendesk ne laisse pas Tickline retirer le marqueur {tag}. Tant qu'il est là, plus rien n'est envoyé pour lui : veuillez le retirer à la main, et utiliser la barre latérale si quelque chose doit être envoyé à nouveau.",
    tagWentLate:
      "Le marqueur {tag} n'avait pas pu être retiré ; il l'est maintenant. Rien n'a été envoyé pour lui cette fois : ajoutez-le à nouveau s'il faut envoyer.",
    tagTooOften:
      "Rien n'a été envoyé pour le marqueur {tag} : il a envoyé {messages} en un jour, et le client n'a pas écrit depuis. Veuillez vérifier si un déclencheur ou une automatisation de Zendesk l'ajoute. L'envoi depuis la barre latérale reste possible.",
    tagsUnread:
      "Un marqueur de ce ticket demande un modèle qui n'a peut-être pas été envoyé : Tickline n'a pas pu lire le ticket, ou retirer le marqueur. Veuillez vérifier ce que le client a reçu, et ajouter le marqueur à nouveau s'il faut envoyer.",
    invited:
      "{by} a demandé au client d'écrire à nouveau, par le modèle prévu pour cela. Ce qui est en attente partira dès qu'il le fera.",
  },

  counted: {
    messages: { one: "{count} message", other: "{count} messages" },
    attachments: { one: "{count} pièce jointe", other: "{count} pièces jointes" },
    earlierMessages: {
      one: "({count} message précédent se trouve uniquement dans la console)",
      other: "({count} messages précédents se trouvent uniquement dans la console)",
    },
  },

  files: {
    tooSlow: "le fichier n'a pas pu être récupéré à temps",
    gone: "le fournisseur ne l'a plus",
    notServed: "le fournisseur ne l'a pas transmise",
    zendeskRefuses: "Zendesk n'accepte pas ce fichier",
    zendeskFails: "Zendesk n'a pas accepté ce fichier pour l'instant",
    type: "les fichiers de type {type} ne sont pas acceptés",
    tooLarge: "le fichier dépasse 25 Mo",
    foreign: "son adresse n'est pas celle de {provider}",
    goneAt: "{provider} ne l'a plus",
    unknownAddress: "{provider} la conserve à une adresse inconnue",
    otherRegion: "{provider} la conserve hors de sa région US1",
    redirects: "son adresse redirige hors de {provider}",
    noLink: "{provider} ne donne aucun lien vers elle",
    answered: "{provider} a répondu HTTP {status}",
  },

  kinds: {
    text: "Message",
    image: "Photo",
    video: "Vidéo",
    audio: "Message vocal",
    document: "Document",
    sticker: "Sticker",
    location: "Position",
    contacts: "Fiche de contact",
    button: "Bouton",
    interactive: "Choix",
    template: "Modèle",
    order: "Commande",
    reaction: "Réaction",
    edit: "Message modifié",
    revoke: "Message supprimé",
    system: "Avis de WhatsApp",
    request_welcome: "A ouvert la discussion",
    unsupported: "Message d'un type que WhatsApp ne transmet pas",
    unknown: "Message d'un type inconnu",
  },

  handOver: {
    "asked-for": "le client a demandé à parler à une personne",
    "by-the-model":
      "l'assistant a estimé qu'une personne devait répondre, ou le client a demandé à parler à une personne",
    unsafe: "le message contient des mots qu'une personne doit lire",
    "no-text": "le message n'est pas que du texte, et l'assistant ne lit rien d'autre",
    "too-much": "le client a écrit plus que ce que l'assistant peut lire en une fois",
    "no-progress":
      "deux réponses de l'assistant n'ont pas fait avancer le client, et une troisième ne le ferait pas non plus",
    "model-failed": "le serveur du modèle d'IA est en panne ou injoignable",
    refused: "le serveur du modèle d'IA a refusé cette question, ou un outil a échoué de notre côté",
    "too-slow": "le modèle d'IA a mis trop de temps à répondre",
    "model-rests": "le modèle d'IA vient d'échouer, et n'est pas sollicité pendant un moment",
    budget: "les tokens du mois sont épuisés (ASSISTANT_MONTHLY_TOKENS)",
    "no-answer": "le modèle d'IA n'a pas abouti à une réponse",
    "too-long": "la réponse du modèle d'IA était trop longue pour en être une, et n'a pas été envoyée",
    leak: "la réponse du modèle d'IA dévoilait ses instructions, et n'a pas été envoyée",
    "unknown-link":
      "la réponse du modèle d'IA contenait un lien absent de la base de connaissances, et n'a pas été envoyée",
    "with-a-person": "une personne avait déjà pris la conversation entre-temps",
    "may-not-answer": "aucune réponse automatique ne peut partir vers ce client pour le moment",
    "not-delivered": "la réponse de l'assistant n'est pas parvenue au client, pour autant qu'on le sache",
    "switched-off": "l'assistant a été désactivé",
  },

  refusals: {
    noTicket: "Ce ticket n'existe pas dans Zendesk",
    closed: "Le ticket est clos : ouvrez-en un nouveau pour le client",
    erased:
      "Les données du client de ce ticket ont été effacées : rien ne peut lui être envoyé depuis ce ticket",
    noRequester: "Le ticket n'a pas de demandeur : choisissez-en un",
    noNumber:
      "Il n'y a personne à qui envoyer : le demandeur du ticket n'a jamais écrit, et n'a pas de numéro à lui. Ajoutez-en un à son profil dans Zendesk, comme ligne directe, avec + et l'indicatif du pays",
    forAnother:
      "Le demandeur du ticket n'est plus le client qui a écrit ses messages, et le message pourrait parvenir à la mauvaise personne. Désignez à nouveau le client comme demandeur, ou ouvrez un nouveau ticket",
    changed: "Le modèle dirait maintenant autre chose : vérifiez-le à nouveau",
    nothingWaits: "Aucune réponse n'attend que le client écrive",
    noInvitation: "Aucun modèle demandant au client d'écrire à nouveau n'est configuré",
    notMadeByAgent:
      "Ce marqueur ouvre la conversation dans les tickets qu'un agent crée pour un client dans le formulaire Web de Zendesk, et celui-ci n'en est pas un. Utilisez le marqueur whatsapp_template_ suivi du nom d'un modèle",
    noStartTemplate:
      "Aucun modèle n'est défini pour ce marqueur : la personne qui gère Tickline définit WHATSAPP_START_TEMPLATE",
    preview: "Ce déploiement est un aperçu : il n'envoie qu'aux numéros de PREVIEW_ALLOWED_NUMBERS",
    unwanted: "Le client ne reçoit pas de messages : il s'est désinscrit ou est bloqué",
    blocked:
      "Le contact est bloqué : débloquez-le pour pouvoir lui écrire à nouveau, ce qui demande un administrateur dans la console",
    optedOut:
      "Le client a demandé à ne plus recevoir de messages sur WhatsApp. Il n'y en recevra aucun tant qu'il n'aura pas écrit START, ou que quelqu'un ne l'aura pas réinscrit dans la console",
    optedOutOfSms:
      "Le client a demandé à ne plus recevoir de messages par SMS. Il n'y en recevra aucun tant qu'il n'aura pas écrit START, ou que quelqu'un ne l'aura pas réinscrit dans la console",
    before:
      "L'envoi a été annulé, ou le client ne devait pas recevoir de messages quand son tour est venu. S'il faut encore l'envoyer, envoyez-le à nouveau",
    invalidNumber:
      "Le client ne peut pas être joint par {provider} : choisissez un modèle d'un autre fournisseur",
    otherwise: "Pas envoyé : {reason}",
    templateRefused: "{provider} refuse le modèle",
    templateUnknown:
      "Aucun modèle ne s'appelle {name} : vérifiez le marqueur, et que le modèle a bien été lu chez son fournisseur",
    templateNotIn: "Le modèle {name} n'existe pas en {language} : ajoutez aussi l'un des marqueurs {tags}",
    templateInSeveral:
      "Le modèle {name} existe en plusieurs langues : ajoutez aussi l'un des marqueurs {tags}",
    templatesAlike:
      "Plusieurs modèles de {provider} s'appellent {name} en {language}, et un marqueur ne peut pas les distinguer : envoyez-le depuis la barre latérale, ou supprimez ou renommez les autres",
    templateGone: "Le modèle {name} n'est plus chez son fournisseur : choisissez-en un autre",
    templateNotApproved: "Le modèle {name} n'est pas approuvé ({status}) : choisissez-en un autre",
    templateWithFile:
      "Le modèle {name} a un fichier ou une variable dans son en-tête ou dans un bouton, qui ne peut pas être rempli ici : choisissez-en un autre",
    variableEmpty: "La variable {name} est vide : {why}",
    fieldEmpty: "elle est remplie par le champ de ticket {field}, qui ne dit rien dans ce ticket",
    fieldUnmapped:
      "envoyez le modèle depuis la barre latérale, ou demandez à la personne qui gère Tickline d'indiquer le champ de ticket qui la remplit, comme {setting}",
  },
};
