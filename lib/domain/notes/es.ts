import type { NoteCatalogue } from "./catalogue.ts";

/** Spanish, with "usted" and the words of Zendesk's own interface: ticket, solicitante, respuesta pública, etiqueta, disparador. */
export const es: NoteCatalogue = {
  sentences: {
    held: "Esta respuesta aún no se ha enviado: WhatsApp admite texto libre solo durante las 24 horas posteriores al último mensaje del cliente.",
    heldSince:
      "Esta respuesta aún no se ha enviado: WhatsApp admite texto libre solo durante las 24 horas posteriores al último mensaje del cliente, que llegó el {when}.",
    askedByInvitation: "Se envió al cliente una plantilla que le pide que vuelva a escribir.",
    askedByTemplate:
      "Se envió al cliente una plantilla hace menos de 24 horas, así que no se añadió otra que le pida que escriba.",
    askedInVain:
      "La plantilla que le pide que vuelva a escribir no llegó: se puede enviar otra vez desde la barra lateral del ticket, o puede contactar con el cliente por otro medio.",
    askedByNothing:
      "No hay configurada ninguna plantilla que pida al cliente que vuelva a escribir, así que contacte con él por otro medio.",
    goesByItself:
      "En cuanto el cliente escriba, la respuesta saldrá por sí sola; no hace falta escribirla de nuevo.",
    providerAway:
      "Esta respuesta aún no se ha enviado: por ahora no llega nada al proveedor de los mensajes del cliente, y ya se ha avisado a quien administra Tickline. En cuanto vuelva a funcionar, lo que escribió saldrá por sí solo; no hace falta escribirlo de nuevo.",
    unwelcomeStop:
      "Esta respuesta no se envió: el cliente escribió STOP {channel} y no recibirá mensajes allí hasta que escriba START. Contacte con él por otro medio.",
    unwelcomeRefusal:
      "Esta respuesta no se envió: a través de WhatsApp o de su operador, el cliente pidió no recibir más mensajes {channel}. No recibirá ninguno allí hasta que escriba START. Contacte con él por otro medio.",
    unwelcomeBlocked:
      "Esta respuesta no se envió: el contacto está bloqueado. Desbloquéelo para volver a escribirle.",
    unwelcomeBefore:
      "Esta respuesta no se envió: cuando llegó su turno, el cliente no debía recibir mensajes. Ahora vuelve a recibirlos: escríbala otra vez.",
    forAnother:
      "Esta respuesta no se envió al teléfono: el solicitante del ticket ya no es el cliente que escribió estos mensajes, y podría haber llegado a la persona equivocada. Contacte con el solicitante actual por otro medio, por ejemplo por correo electrónico. Si es para el cliente, póngalo de nuevo como solicitante y escríbala otra vez.",
    unread:
      "Una respuesta pública de este ticket no se envió al cliente: Tickline no pudo leerla. Escríbala otra vez.",
    late: "Hay respuestas públicas de este ticket que no se enviaron al cliente: {moments}. Tickline se enteró de ellas más de dos horas después, cuando podían haber perdido vigencia. Escriba otra vez lo que aún importe.",
    windowCloses:
      "Este ticket espera una respuesta, y WhatsApp admite texto libre solo hasta el {when}. Una respuesta posterior quedará en espera hasta que el cliente vuelva a escribir.",
    windowClosed:
      "Este ticket sigue esperando una respuesta, y WhatsApp admitía texto libre solo hasta el {when}. Ahora solo una plantilla llega al cliente: una respuesta quedará en espera hasta que vuelva a escribir.",
    ratedGood: "Se preguntó al cliente qué le pareció la atención, y respondió: buena.",
    ratedSoSo: "Se preguntó al cliente qué le pareció la atención, y respondió: regular.",
    ratedBad: "Se preguntó al cliente qué le pareció la atención, y respondió: mala.",
    ratedWhy: "El cliente dice qué debería haber sido mejor:\n\n{words}",
    onWhatsapp: "por WhatsApp",
    bySms: "por SMS",

    undelivered: "No entregado: {what}\nPor qué: {reason}\nQué hacer: {nextStep}",
    unconfirmed: "Puede que no haya llegado: {what}\nPor qué: {reason}\nQué hacer: {nextStep}",
    unconfirmedReason:
      "Se perdió la respuesta del proveedor y nadie puede decir si el mensaje se envió. No se reenvía por sí solo, porque el cliente podría recibirlo dos veces.",
    unconfirmedNextStep:
      'Si el cliente no lo tiene, escríbalo otra vez o pulse "Send again" en la consola de Tickline, en Unconfirmed.',
    confirmed: "Al final sí se envió, y no hace falta enviarlo otra vez: {what}",
    delivered: "Entregado el {when}: {what}",
    deliveredInPieces: "Entregado el {when}, enviado en {messages}: {what}",
    read: "Leído el {when}: {what}",
    readInPieces: "Leído el {when}, enviado en {messages}: {what}",

    lost: "Un mensaje que el cliente escribió el {when} no se pudo añadir a este ticket.",
    attachmentLost:
      "El archivo adjunto {number} de un mensaje que el cliente escribió el {when} no se pudo añadir a este ticket, y no llegará más tarde.",
    readInConsole: "Se puede leer en la consola de Tickline: {url}",
    readInLog: "Se conserva en el registro de contactos de Tickline.",

    inBusinessApp: "Escrito al cliente en la aplicación WhatsApp Business:",
    byMetasAgent: "El agente de Meta respondió:",
    answeredByMeta: "Antes de esto, el agente de Meta llevaba la conversación:",
    handedOver: "El asistente pasó la conversación a una persona: {why}.",
    answeredToo: "El asistente respondió, y consideró que también debe ocuparse una persona.",
    assistantSummary: "Resumen del asistente: {summary}",
    wroteBefore: "Lo que el cliente y el asistente escribieron antes:",
    answeredByAssistant: "El asistente respondió aparte de este ticket:",
    approved: "El cliente aprobó {reference} por mensaje.",
    rejected: "El cliente rechazó {reference} por mensaje.",
    customer: "Cliente",
    assistant: "Asistente",
    metasAgent: "Agente de Meta",
    didNotArrive: "(no llegó)",
    textForgotten: "(su texto ya no se conserva)",
    noText: "(sin texto)",

    forwarded: "(reenviado)",
    location: "Ubicación:",
    referral: "Llegó desde un anuncio: {ad}",
    cameLate: "[Escrito el {when}. Llegó tarde a Tickline.]",
    reacted: "Reaccionó con {emoji} a {what}",
    tookBack: "Quitó la reacción a {what}",
    edited: "Editó {what}. Ahora dice:",
    deleted: "Eliminó {what}",
    earlierMessage: "un mensaje anterior",
    lateAttachment: "Archivo adjunto {number} de un mensaje anterior",
    lateAttachmentRefused: "El archivo adjunto {number} de un mensaje anterior no se pudo adjuntar: {why}",
    notAttached: "El archivo adjunto {number} no se pudo adjuntar: {why}",
    attachmentFollows:
      "El archivo adjunto {number} no se pudo adjuntar: {why}. Llegará en cuanto se pueda obtener",

    anAgent: "Un agente",
    templateSent: "{by} envió al cliente esta plantilla ({name}, {language}):",
    templateBegins:
      "Con ella empieza la conversación: lo que responda el cliente aparecerá aquí. Lo que se escribió antes en este ticket no se le envió.",
    templateDropped: "La plantilla {what} al final no se envió. {why}.",
    tagRefused:
      "No se envió nada por la etiqueta {tag}: {why}. Se quitó la etiqueta; una vez corregido, póngala de nuevo.",
    tagStays:
      "Zendesk no deja que Tickline quite la etiqueta {tag}. Mientras siga ahí, no se enviará nada más por ella: quítela a mano, y use la barra lateral si hay que enviar algo otra vez.",
    tagWentLate:
      "Antes no se pudo quitar la etiqueta {tag}; ahora sí. Esta vez no se envió nada por ella: póngala de nuevo si se debe enviar.",
    tagTooOften:
      "No se envió nada por la etiqueta {tag}: envió {messages} en un día, y el cliente no ha escrito desde entonces. Compruebe si la pone un disparador o una automatización de Zendesk. Desde la barra lateral sí se puede enviar.",
    tagsUnread:
      "Una etiqueta de este ticket pide una plantilla que quizá no se haya enviado: Tickline no pudo leer el ticket o quitar la etiqueta. Compruebe qué se envió al cliente, y ponga la etiqueta de nuevo si se debe enviar.",
    invited:
      "{by} pidió al cliente, con la plantilla para ello, que vuelva a escribir. Lo que está en espera saldrá en cuanto lo haga.",
  },

  counted: {
    messages: { one: "{count} mensaje", other: "{count} mensajes" },
    attachments: { one: "{count} archivo adjunto", other: "{count} archivos adjuntos" },
    earlierMessages: {
      one: "({count} mensaje anterior está solo en la consola)",
      other: "({count} mensajes anteriores están solo en la consola)",
    },
  },

  files: {
    tooSlow: "no se pudo descargar a tiempo",
    gone: "el proveedor ya no lo tiene",
    notServed: "el proveedor no lo entregó",
    zendeskRefuses: "Zendesk no admite este archivo",
    zendeskFails: "Zendesk no aceptó este archivo por ahora",
    type: "no se admiten archivos de tipo {type}",
    tooLarge: "ocupa más de 25 MB",
    foreign: "su dirección no es de {provider}",
    goneAt: "{provider} ya no lo tiene",
    unknownAddress: "{provider} lo guarda en una dirección desconocida",
    otherRegion: "{provider} lo guarda fuera de su región US1",
    redirects: "redirige fuera de {provider}",
    noLink: "{provider} no da ningún enlace al archivo",
    answered: "{provider} respondió HTTP {status}",
  },

  kinds: {
    text: "Mensaje",
    image: "Foto",
    video: "Video",
    audio: "Mensaje de voz",
    document: "Documento",
    sticker: "Sticker",
    location: "Ubicación",
    contacts: "Tarjeta de contacto",
    button: "Botón",
    interactive: "Selección",
    template: "Plantilla",
    order: "Pedido",
    reaction: "Reacción",
    edit: "Mensaje editado",
    revoke: "Mensaje eliminado",
    system: "Aviso de WhatsApp",
    request_welcome: "Abrió el chat",
    unsupported: "Mensaje de un tipo que WhatsApp no transmite",
    unknown: "Mensaje de un tipo desconocido",
  },

  handOver: {
    "asked-for": "el cliente pidió hablar con una persona",
    "by-the-model":
      "el asistente consideró que debe responder una persona, o el cliente pidió hablar con una",
    unsafe: "el mensaje contiene palabras que tiene que leer una persona",
    "no-text": "el mensaje no es solo texto, y el asistente no lee otra cosa",
    "too-much": "el cliente escribió más de lo que el asistente puede leer de una vez",
    "no-progress":
      "dos respuestas del asistente no hicieron avanzar al cliente, y una tercera tampoco lo haría",
    "model-failed": "el servidor del modelo falló o no se pudo contactar con él",
    refused: "el servidor del modelo rechazó esta pregunta, o falló una herramienta de nuestro lado",
    "too-slow": "el modelo tardó demasiado en responder",
    "model-rests": "el modelo falló hace poco, y no se usa durante un rato",
    budget: "los tokens del mes se agotaron (ASSISTANT_MONTHLY_TOKENS)",
    "no-answer": "el modelo no llegó a ninguna respuesta",
    "too-long": "la respuesta del modelo era demasiado larga para serlo, y no se envió",
    leak: "la respuesta del modelo revelaba sus instrucciones, y no se envió",
    "unknown-link":
      "la respuesta del modelo tenía un enlace que no está en la base de conocimientos, y no se envió",
    "with-a-person": "para entonces, una persona ya atendía la conversación",
    "may-not-answer": "ahora no puede salir ninguna respuesta automática para este cliente",
    "not-delivered": "la respuesta del asistente no llegó al cliente, que se sepa",
    "switched-off": "el asistente se desactivó",
  },

  refusals: {
    noTicket: "Ese ticket no existe en Zendesk",
    closed: "El ticket está cerrado: abra uno nuevo para el cliente",
    erased: "Los datos del cliente de este ticket se borraron: desde él no se le puede enviar nada",
    noRequester: "El ticket no tiene solicitante: elija uno",
    noNumber:
      "No hay a quién enviar: el solicitante del ticket nunca escribió, y no tiene un número propio. Añada uno a su perfil en Zendesk, como línea directa, con + y el código del país",
    forAnother:
      "El solicitante del ticket ya no es el cliente que escribió sus mensajes, y el mensaje podría llegar a la persona equivocada. Ponga de nuevo al cliente como solicitante, o abra un ticket nuevo",
    changed: "La plantilla diría ahora otra cosa: revísela de nuevo",
    nothingWaits: "Ninguna respuesta está a la espera de que el cliente escriba",
    noInvitation: "No hay configurada ninguna plantilla que pida al cliente que vuelva a escribir",
    notMadeByAgent:
      "Esa etiqueta empieza la conversación en los tickets que un agente crea para un cliente en el formulario web de Zendesk, y este no lo es. Use la etiqueta whatsapp_template_ seguida del nombre de una plantilla",
    noStartTemplate:
      "No hay ninguna plantilla para esa etiqueta: quien administra Tickline configura WHATSAPP_START_TEMPLATE",
    preview: "Esta instalación es una vista previa: envía solo a los números de PREVIEW_ALLOWED_NUMBERS",
    unwanted: "El cliente no recibe mensajes: se dio de baja o está bloqueado",
    blocked:
      "El contacto está bloqueado: desbloquéelo para volver a escribirle, lo que requiere un administrador en la consola",
    optedOut:
      "El cliente pidió no recibir más mensajes por WhatsApp. No recibirá ninguno allí hasta que escriba START, o hasta que alguien lo dé de alta de nuevo en la consola",
    optedOutOfSms:
      "El cliente pidió no recibir más mensajes por SMS. No recibirá ninguno allí hasta que escriba START, o hasta que alguien lo dé de alta de nuevo en la consola",
    before:
      "Se canceló, o el cliente no debía recibir mensajes cuando llegó su turno. Si aún se debe enviar, envíelo otra vez",
    invalidNumber: "No se puede llegar al cliente por {provider}: elija una plantilla de otro proveedor",
    otherwise: "No se envió: {reason}",
    templateRefused: "{provider} rechaza la plantilla",
    templateUnknown:
      "Ninguna plantilla se llama {name}: compruebe la etiqueta, y que la plantilla se haya leído de su proveedor",
    templateNotIn: "La plantilla {name} no existe en {language}: ponga también una de las etiquetas {tags}",
    templateInSeveral:
      "La plantilla {name} existe en varios idiomas: ponga también una de las etiquetas {tags}",
    templatesAlike:
      "Varias plantillas de {provider} se llaman {name} en {language}, y una etiqueta no puede distinguirlas: envíela desde la barra lateral, o elimine o renombre las demás",
    templateGone: "La plantilla {name} ya no está en su proveedor: elija otra",
    templateNotApproved: "La plantilla {name} no está aprobada ({status}): elija otra",
    templateWithFile:
      "La plantilla {name} tiene un archivo o una variable en el encabezado o en un botón, que aquí no se puede rellenar: elija otra",
    variableEmpty: "La variable {name} está vacía: {why}",
    fieldEmpty: "la rellena el campo de ticket {field}, que no dice nada en este ticket",
    fieldUnmapped:
      "envíe la plantilla desde la barra lateral, o pida a quien administra Tickline que indique el campo de ticket que la rellena, como {setting}",
  },
};
