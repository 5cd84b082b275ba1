import type { Catalogue } from "./catalogue.ts";

/** Spanish as it is understood everywhere, with "tú". A ticket is a "solicitud", as in Zendesk's own e-mails to customers. */
export const es: Catalogue = {
  sentences: {
    ticketCreated: "Solicitud #{ticketId} creada: “{message}”. Te responderemos pronto.",
    ticketCreatedWhileAway:
      "Solicitud #{ticketId} creada: “{message}”. Ahora mismo nuestro equipo está fuera de horario: la leerá a su regreso ({when}).",
    moreDetails:
      "Cuéntanos un poco más sobre tu problema. " +
      "Por ejemplo: “No puedo iniciar sesión” o “Duda sobre la factura 123”.",
    ticketDelayed:
      "Tenemos tu mensaje y está a salvo. Nuestro sistema tarda en responder en este momento: " +
      "te enviaremos aquí el número de tu solicitud en cuanto lo tengamos.",
    ticketRefused:
      "Lo sentimos, no pudimos crear tu solicitud en este momento. Inténtalo más tarde o comunícate directamente con soporte.",
    commentRefused:
      "Lo sentimos, tu mensaje no se pudo agregar a tu solicitud #{ticketId}. " +
      "Escríbelo de nuevo o comunícate directamente con soporte.",
    unanswered:
      "Lo sentimos, algo falló de nuestro lado y tu mensaje no llegó a nuestro equipo. " +
      "Escríbelo de nuevo o comunícate directamente con soporte.",
    tooMany:
      "Has escrito mucho en poco tiempo y tus últimos mensajes no llegaron a nuestro equipo. " +
      "Espera un poco y vuelve a escribir.",

    welcome:
      "¡Hola! Cuéntanos en un mensaje qué podemos hacer por ti y abriremos una solicitud. Escribe AYUDA para ver qué más puedes hacer.",
    welcomeWithTicket:
      "¡Hola! Tu solicitud #{ticketId} está abierta: escribe aquí y nuestro equipo lo leerá. Escribe AYUDA para ver qué más puedes hacer.",
    help:
      "Describe tu problema en un mensaje y abriremos una solicitud. " +
      "Por ejemplo: “No puedo iniciar sesión” o “Duda sobre la factura 123”. O escribe una de estas palabras:",
    helpButton: "Elegir",
    reference: "REFERENCIA",

    noTickets: "No tienes solicitudes con nosotros. Describe tu problema en un mensaje y abriremos una.",
    yourTickets: "Tus solicitudes:",
    ticketLine: "#{ticketId} “{subject}”: {status}",
    statusNew: "la tenemos y la veremos pronto",
    statusOpen: "estamos trabajando en ella",
    statusPending: "espera tu respuesta",
    statusHold: "esperamos la respuesta de un tercero",
    statusSolved: "resuelta",
    statusClosed: "cerrada",

    nothingPending: "No tienes nada pendiente.",
    pendingTicket: "La solicitud #{ticketId} “{subject}” espera tu respuesta: escríbela aquí.",
    pendingReminder: "Recordatorio “{reminder}”: escribe LEÍDO para confirmar que lo leíste.",
    pendingApproval: "Aprobación {reference}: escribe APROBAR {reference} o RECHAZAR {reference}.",
    pendingElsewhere:
      "Tienes más asuntos pendientes {channel}, en el chat donde te preguntamos: escribe PENDIENTE allí.",
    onWhatsapp: "por WhatsApp",
    bySms: "por SMS",

    acknowledged: "Gracias, anotado: “{reminder}”",
    nothingToAcknowledge: "No hay ningún recordatorio por confirmar.",
    acknowledgeElsewhere:
      "Aquí no hay ningún recordatorio por confirmar. Te enviamos el recordatorio {channel}: escribe LEÍDO allí.",
    approved: "Gracias: aprobaste {reference}.",
    rejected: "Gracias: rechazaste {reference}.",
    approvedBefore: "Ya habías aprobado {reference} y así queda. Escríbenos si debe ser de otra forma.",
    rejectedBefore: "Ya habías rechazado {reference} y así queda. Escríbenos si debe ser de otra forma.",
    noSuchApproval: "No tenemos ninguna aprobación con esa referencia para ti.",
    decideElsewhere:
      "Esto solo se puede responder donde te lo preguntamos: {channel}, en el chat con nuestra pregunta.",
    whichApproval: "Escribe {word} y la referencia de nuestro mensaje, por ejemplo {word} A-123.",

    optedOut: "No recibirás más mensajes nuestros {channel}. Escribe REANUDAR aquí si cambias de opinión.",
    optedIn:
      "Nos alegra tenerte de vuelta: recibirás de nuevo nuestros mensajes {channel}. Escribe BAJA aquí cuando quieras dejar de recibirlos.",

    handedOver: "Una persona de nuestro equipo te atiende a partir de ahora y te responde aquí.",
    handedOverUnsafe:
      "Una persona de nuestro equipo leerá esto. En una emergencia, llama primero al número de emergencias de tu zona.",

    yourMessage: "tu mensaje",
    messageToRead: "Un mensaje que debe leer una persona",
    kindMessage: "Mensaje",
    kindPhoto: "Foto",
    kindVideo: "Video",
    kindVoice: "Mensaje de voz",
    kindDocument: "Documento",
    kindSticker: "Sticker",
    kindLocation: "Ubicación",
    kindContact: "Contacto",
    kindButton: "Botón",
    kindChoice: "Opción elegida",
    kindOrder: "Pedido",
    kindReaction: "Reacción",
    kindEdited: "Mensaje editado",
    kindDeleted: "Mensaje eliminado",
    kindUnsupported: "Mensaje de un tipo que WhatsApp no transmite",
    kindUnknown: "Mensaje de tipo desconocido",

    languageChosen: "A partir de ahora te escribimos en {language}.",
    whichLanguage: "Elige el idioma en que te escribimos:",
    noSuchLanguage: "Todavía no podemos escribirte en ese idioma. Elige uno de estos:",
    languageButton: "Idiomas",

    ratingAsked: "Tu solicitud #{ticketId} “{subject}” está resuelta. ¿Qué tal fue nuestra ayuda?",
    ratingByNumber: "Responde 1 si fue buena, 2 si fue regular, 3 si fue mala.",
    ratingGood: "Buena",
    ratingSoSo: "Regular",
    ratingBad: "Mala",
    ratingThanks: "Gracias por decírnoslo.",
    ratingWhatWentWrong:
      "Lo sentimos. ¿Qué deberíamos haber hecho mejor? Escríbelo aquí y nuestro equipo lo leerá.",
    ratingWordsThanks: "Gracias. Nuestro equipo leerá lo que escribiste.",
    ratingBySurvey:
      "Tu solicitud #{ticketId} “{subject}” está resuelta. Cuéntanos qué tal fue nuestra ayuda: {link}",

    invitation:
      "Tenemos una respuesta a tu solicitud #{ticketId}. Escribe cualquier cosa aquí y la recibirás.",
  },

  commands: {
    status: { words: ["estado"], summary: "saber cómo van tus últimas solicitudes" },
    pending: { words: ["pendiente"], summary: "ver lo que espera tu respuesta" },
    // "Recibido" and "enterado" are what people answer an agent with.
    ack: { words: ["leído"], summary: "confirmar que leíste nuestro último recordatorio" },
    approve: { words: ["aprobar"], summary: "decir que sí a lo que te pedimos aprobar" },
    reject: { words: ["rechazar"], summary: "decir que no a lo que te pedimos aprobar" },
    help: { words: ["ayuda"], summary: "ver esta lista" },
    // Neither "saludos", which also ends a letter, nor "qué tal", which also asks how it is going.
    hi: {
      words: [
        "hola|ola|hola hola|hola buenas|hola buenos días|hola buen día|hola buenas tardes|hola buenas noches",
        "hola qué tal|hola cómo están|buenas|buenos días|buen día|buenas tardes|buenas noches|muy buenas|aló",
      ].flatMap((line) => line.split("|")),
      summary: null,
    },
    language: { words: ["idioma", "idiomas"], summary: "elegir el idioma en que te escribimos" },
    stop: {
      words: ["baja", "darme de baja", "dame de baja", "parar", "detener", "cancelar suscripción"],
      summary: "no recibir más mensajes",
    },
    start: { words: ["reanudar", "suscribirme", "volver a suscribirme"], summary: null },
    human: {
      words: ["agente", "persona", "humano", "asesor", "hablar con un agente", "hablar con una persona"],
      summary: "hablar con una persona",
    },
  },

  vague: [
    "ayúdame|ayúdenme|ayuda por favor|por favor ayuda|necesito ayuda|me ayudas|me pueden ayudar|me puedes ayudar|soporte",
    "saludos|qué tal|hay alguien|hay alguien ahí",
    "hola ayuda|hola necesito ayuda|hola una pregunta|hola una consulta|hola tengo una pregunta|hola tengo una duda",
    "ok|vale|sí|no|bueno|bien|gracias|muchas gracias|ok gracias|por favor|prueba|pregunta|una pregunta|una consulta|duda",
    "tengo una pregunta|tengo una consulta|tengo una duda|tengo un problema|un problema|problema",
  ].flatMap((line) => line.split("|")),
};
