import type { Catalogue } from "./catalogue.ts";

/** Portuguese as in Brazil, with "você". A ticket is a "solicitação", as in Zendesk's own e-mails to customers. */
export const pt: Catalogue = {
  sentences: {
    ticketCreated: "Solicitação #{ticketId} criada: “{message}”. Responderemos em breve.",
    ticketCreatedWhileAway:
      "Solicitação #{ticketId} criada: “{message}”. Nossa equipe está fora do horário de atendimento e vai ler assim que voltar ({when}).",
    moreDetails:
      "Conte um pouco mais sobre o seu problema. " +
      "Por exemplo: “Não consigo entrar na minha conta” ou “Dúvida sobre a fatura 123”.",
    ticketDelayed:
      "A sua mensagem chegou e está guardada. Nosso sistema está demorando para responder: " +
      "enviaremos o número da sua solicitação por aqui assim que o tivermos.",
    ticketRefused:
      "Desculpe, não conseguimos criar a sua solicitação agora. Tente de novo mais tarde ou fale diretamente com o suporte.",
    commentRefused:
      "Desculpe, não foi possível incluir a sua mensagem na solicitação #{ticketId}. " +
      "Escreva de novo ou fale diretamente com o suporte.",
    unanswered:
      "Desculpe, algo deu errado do nosso lado e a sua mensagem não chegou à nossa equipe. " +
      "Escreva de novo ou fale diretamente com o suporte.",
    tooMany:
      "Você escreveu muito em pouco tempo, e as suas últimas mensagens não chegaram à nossa equipe. " +
      "Espere um pouco e escreva de novo.",

    welcome:
      "Olá! Conte em uma mensagem o que podemos fazer por você e abriremos uma solicitação. Escreva AJUDA para ver o que mais você pode fazer.",
    welcomeWithTicket:
      "Olá! A sua solicitação #{ticketId} está aberta: escreva aqui e a nossa equipe vai ler. Escreva AJUDA para ver o que mais você pode fazer.",
    help:
      "Descreva o seu problema em uma mensagem e abriremos uma solicitação. " +
      "Por exemplo: “Não consigo entrar na minha conta” ou “Dúvida sobre a fatura 123”. Ou escreva uma destas palavras:",
    helpButton: "Escolher",
    reference: "REFERÊNCIA",

    noTickets: "Você não tem solicitações conosco. Descreva o seu problema em uma mensagem e abriremos uma.",
    yourTickets: "Suas solicitações:",
    ticketLine: "#{ticketId} “{subject}”: {status}",
    statusNew: "recebemos e vamos ver em breve",
    statusOpen: "estamos trabalhando nela",
    statusPending: "aguarda a sua resposta",
    statusHold: "aguardamos a resposta de terceiros",
    statusSolved: "resolvida",
    statusClosed: "encerrada",

    nothingPending: "Você não tem nada pendente.",
    pendingTicket: "A solicitação #{ticketId} “{subject}” aguarda a sua resposta: escreva aqui.",
    pendingReminder: "Lembrete “{reminder}”: escreva LIDO para confirmar que leu.",
    pendingApproval: "Aprovação {reference}: escreva APROVAR {reference} ou REJEITAR {reference}.",
    pendingElsewhere:
      "Você tem mais pendências {channel}, na conversa em que perguntamos: escreva PENDENTES lá.",
    onWhatsapp: "pelo WhatsApp",
    bySms: "por SMS",

    acknowledged: "Obrigado, anotado: “{reminder}”",
    nothingToAcknowledge: "Não há nenhum lembrete para confirmar.",
    acknowledgeElsewhere:
      "Não há nenhum lembrete para confirmar aqui. Enviamos o lembrete {channel}: escreva LIDO lá.",
    approved: "Obrigado: você aprovou {reference}.",
    rejected: "Obrigado: você rejeitou {reference}.",
    approvedBefore: "Você já tinha aprovado {reference} e fica assim. Escreva para nós se precisar mudar.",
    rejectedBefore: "Você já tinha rejeitado {reference} e fica assim. Escreva para nós se precisar mudar.",
    noSuchApproval: "Não temos nenhuma aprovação com essa referência para você.",
    decideElsewhere:
      "Isso só pode ser respondido onde perguntamos: {channel}, na conversa com a nossa pergunta.",
    whichApproval: "Escreva {word} e a referência da nossa mensagem, por exemplo {word} A-123.",

    optedOut: "Você não vai mais receber mensagens nossas {channel}. Escreva RETOMAR aqui se mudar de ideia.",
    optedIn:
      "Que bom ter você de volta: você vai receber de novo as nossas mensagens {channel}. Escreva PARAR aqui quando quiser deixar de receber.",

    handedOver: "Uma pessoa da nossa equipe assume a partir de agora e responde por aqui.",
    handedOverUnsafe:
      "Uma pessoa da nossa equipe vai ler isto. Em uma emergência, ligue primeiro para o número de emergência da sua região.",

    yourMessage: "sua mensagem",
    messageToRead: "Uma mensagem que uma pessoa precisa ler",
    kindMessage: "Mensagem",
    kindPhoto: "Foto",
    kindVideo: "Vídeo",
    kindVoice: "Mensagem de voz",
    kindDocument: "Documento",
    kindSticker: "Figurinha",
    kindLocation: "Localização",
    kindContact: "Contato",
    kindButton: "Botão",
    kindChoice: "Opção escolhida",
    kindOrder: "Pedido",
    kindReaction: "Reação",
    kindEdited: "Mensagem editada",
    kindDeleted: "Mensagem apagada",
    kindUnsupported: "Mensagem de um tipo que o WhatsApp não repassa",
    kindUnknown: "Mensagem de tipo desconhecido",

    languageChosen: "A partir de agora escrevemos para você em {language}.",
    whichLanguage: "Escolha o idioma em que escrevemos para você:",
    noSuchLanguage: "Ainda não podemos escrever para você nesse idioma. Escolha um destes:",
    languageButton: "Idiomas",

    ratingAsked: "A sua solicitação #{ticketId} “{subject}” foi resolvida. Como foi o nosso atendimento?",
    ratingByNumber: "Responda 1 para bom, 2 para mais ou menos, 3 para ruim.",
    ratingGood: "Bom",
    ratingSoSo: "Mais ou menos",
    ratingBad: "Ruim",
    ratingThanks: "Obrigado por nos contar.",
    ratingWhatWentWrong:
      "Sentimos muito. O que deveríamos ter feito melhor? Escreva aqui, e a nossa equipe vai ler.",
    ratingWordsThanks: "Obrigado. A nossa equipe vai ler o que você escreveu.",
    ratingBySurvey:
      "A sua solicitação #{ticketId} “{subject}” foi resolvida. Conte como foi o nosso atendimento: {link}",

    invitation:
      "Temos uma resposta para a sua solicitação #{ticketId}. Escreva qualquer coisa aqui para recebê-la.",
  },

  commands: {
    status: {
      words: ["status", "andamento", "estado"],
      summary: "saber como estão as suas últimas solicitações",
    },
    pending: { words: ["pendentes", "pendências", "pendência"], summary: "ver o que aguarda a sua resposta" },
    // "Recebido" and "ciente" are what people answer an agent with.
    ack: { words: ["lido"], summary: "confirmar que leu o nosso último lembrete" },
    approve: { words: ["aprovar"], summary: "dizer sim ao que pedimos para você aprovar" },
    reject: { words: ["rejeitar"], summary: "dizer não ao que pedimos para você aprovar" },
    help: { words: ["ajuda"], summary: "ver esta lista" },
    // Neither "tudo bem", which also says yes, nor "opa".
    hi: {
      words: [
        "oi|oie|oii|oi oi|olá|salve|alô|oi tudo bem|olá tudo bem|oi bom dia|olá bom dia|oi boa tarde",
        "olá boa tarde|bom dia|boa tarde|boa noite|oi boa noite|olá boa noite|bom dia tudo bem",
        "boa tarde tudo bem|boa noite tudo bem",
      ].flatMap((line) => line.split("|")),
      summary: null,
    },
    language: { words: ["idioma", "idiomas", "língua"], summary: "escolher o idioma em que escrevemos" },
    stop: {
      // "Sair" ends a chat with many a bot in Brazil: by SMS alone it ends the messages.
      words: ["parar", "descadastrar", "me descadastrar", "cancelar inscrição", "parar mensagens"],
      summary: "não receber mais mensagens",
    },
    start: { words: ["retomar", "voltar a receber"], summary: null },
    human: {
      words: ["atendente", "agente", "pessoa", "humano", "falar com atendente", "falar com um atendente"],
      summary: "falar com uma pessoa",
    },
  },

  // Without "sim", which also is a card.
  vague: [
    "me ajuda|me ajude|me ajudem|ajuda por favor|por favor ajuda|preciso de ajuda|pode me ajudar|podem me ajudar|suporte",
    "opa|tudo bem|tudo bom",
    "saudações",
    "oi ajuda|oi preciso de ajuda|olá preciso de ajuda|oi uma dúvida|oi tenho uma dúvida|olá tenho uma dúvida|tem alguém|tem alguém aí",
    "ok|não|certo|beleza|blz|obrigado|obrigada|muito obrigado|muito obrigada|valeu|pronto|por favor|teste|testando",
    "pergunta|uma pergunta|dúvida|uma dúvida|tenho uma pergunta|tenho uma dúvida|tenho um problema|um problema|problema",
  ].flatMap((line) => line.split("|")),
};
