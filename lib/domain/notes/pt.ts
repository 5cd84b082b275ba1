import type { NoteCatalogue } from "./catalogue.ts";

/** Portuguese as in Brazil, with the words of Zendesk's own interface: ticket, solicitante, resposta pública, tag, gatilho. */
export const pt: NoteCatalogue = {
  sentences: {
    held: "Esta resposta ainda não foi enviada: o WhatsApp só aceita texto livre nas 24 horas após a última mensagem do cliente.",
    heldSince:
      "Esta resposta ainda não foi enviada: o WhatsApp só aceita texto livre nas 24 horas após a última mensagem do cliente, que chegou em {when}.",
    askedByInvitation: "O cliente recebeu um modelo que pede que ele escreva de novo.",
    askedByTemplate:
      "O cliente recebeu um modelo há menos de 24 horas, por isso não foi enviado outro pedindo que ele escreva.",
    askedInVain:
      "O modelo que pede que ele escreva de novo não chegou: é possível enviá-lo mais uma vez pela barra lateral do ticket, ou falar com o cliente por outro meio.",
    askedByNothing:
      "Nenhum modelo que peça ao cliente que escreva de novo está configurado, por isso fale com ele por outro meio.",
    goesByItself:
      "Assim que o cliente escrever, a resposta será enviada sozinha; não é preciso escrever nada de novo.",
    providerAway:
      "Esta resposta ainda não foi enviada: no momento, nada chega ao provedor das mensagens do cliente, e quem administra o Tickline já foi avisado. Assim que voltar a funcionar, o que você escreveu será enviado sozinho; não é preciso escrever nada de novo.",
    unwelcomeStop:
      "Esta resposta não foi enviada: o cliente escreveu STOP {channel} e não receberá mensagens por lá até escrever START. Fale com ele por outro meio.",
    unwelcomeRefusal:
      "Esta resposta não foi enviada: por meio do WhatsApp ou da operadora, o cliente pediu para não receber mais mensagens {channel}. Não receberá nenhuma por lá até escrever START. Fale com ele por outro meio.",
    unwelcomeBlocked:
      "Esta resposta não foi enviada: o contato está bloqueado. Desbloqueie-o para voltar a escrever para ele.",
    unwelcomeBefore:
      "Esta resposta não foi enviada: quando chegou a vez dela, o cliente não podia receber mensagens. Agora ele volta a recebê-las: escreva a resposta mais uma vez.",
    forAnother:
      "Esta resposta não foi enviada para o telefone: o solicitante do ticket não é mais o cliente que escreveu estas mensagens, e ela poderia ter chegado à pessoa errada. Fale com o solicitante atual por outro meio, como e-mail. Se for para o cliente, defina-o de novo como solicitante e escreva a resposta mais uma vez.",
    unread:
      "Uma resposta pública deste ticket não foi enviada ao cliente: o Tickline não conseguiu lê-la. Escreva-a mais uma vez.",
    late: "Há respostas públicas deste ticket que não foram enviadas ao cliente: {moments}. O Tickline soube delas mais de duas horas depois, quando já podiam estar desatualizadas. Escreva mais uma vez o que ainda importa.",
    windowCloses:
      "Este ticket espera uma resposta, e o WhatsApp só aceita texto livre até {when}. Uma resposta depois disso ficará em espera até o cliente escrever de novo.",
    windowClosed:
      "Este ticket ainda espera uma resposta, e o WhatsApp só aceitava texto livre até {when}. Agora só um modelo chega ao cliente: uma resposta ficará em espera até ele escrever de novo.",
    ratedGood: "Perguntamos ao cliente como foi o atendimento, e ele respondeu: bom.",
    ratedSoSo: "Perguntamos ao cliente como foi o atendimento, e ele respondeu: mais ou menos.",
    ratedBad: "Perguntamos ao cliente como foi o atendimento, e ele respondeu: ruim.",
    ratedWhy: "O cliente diz o que deveria ter sido melhor:\n\n{words}",
    onWhatsapp: "pelo WhatsApp",
    bySms: "por SMS",

    undelivered: "Não entregue: {what}\nMotivo: {reason}\nO que fazer: {nextStep}",
    unconfirmed: "Pode não ter chegado: {what}\nMotivo: {reason}\nO que fazer: {nextStep}",
    unconfirmedReason:
      "A resposta do provedor se perdeu, e ninguém sabe dizer se a mensagem foi enviada. Ela não é reenviada sozinha, pois o cliente poderia recebê-la duas vezes.",
    unconfirmedNextStep:
      'Se o cliente não a recebeu, escreva-a mais uma vez ou clique em "Send again" no console do Tickline, em Unconfirmed.',
    confirmed: "Foi enviada, afinal, e não é preciso enviá-la de novo: {what}",
    delivered: "Entregue em {when}: {what}",
    deliveredInPieces: "Entregue em {when}, enviada em {messages}: {what}",
    read: "Lida em {when}: {what}",
    readInPieces: "Lida em {when}, enviada em {messages}: {what}",

    lost: "Uma mensagem que o cliente escreveu em {when} não pôde ser adicionada a este ticket.",
    attachmentLost:
      "O anexo {number} de uma mensagem que o cliente escreveu em {when} não pôde ser adicionado a este ticket, e não chegará depois.",
    readInConsole: "Ela pode ser lida no console do Tickline: {url}",
    readInLog: "Ela está guardada no registro de contatos do Tickline.",

    inBusinessApp: "Escrito ao cliente no aplicativo WhatsApp Business:",
    byMetasAgent: "O agente da Meta respondeu:",
    answeredByMeta: "Antes disto, o agente da Meta conduzia a conversa:",
    handedOver: "O assistente passou a conversa para uma pessoa: {why}.",
    answeredToo: "O assistente respondeu e entendeu que uma pessoa também deve cuidar do assunto.",
    assistantSummary: "Resumo do assistente: {summary}",
    wroteBefore: "O que o cliente e o assistente escreveram antes:",
    answeredByAssistant: "O assistente respondeu fora deste ticket:",
    approved: "O cliente aprovou {reference} por mensagem.",
    rejected: "O cliente rejeitou {reference} por mensagem.",
    customer: "Cliente",
    assistant: "Assistente",
    metasAgent: "Agente da Meta",
    didNotArrive: "(não chegou)",
    textForgotten: "(o texto não está mais guardado)",
    noText: "(sem texto)",

    forwarded: "(encaminhada)",
    location: "Localização:",
    referral: "Veio de um anúncio: {ad}",
    cameLate: "[Escrita em {when}. Chegou tarde ao Tickline.]",
    reacted: "Reagiu com {emoji} a {what}",
    tookBack: "Retirou a reação a {what}",
    edited: "Editou {what}. Agora diz:",
    deleted: "Apagou {what}",
    earlierMessage: "uma mensagem anterior",
    lateAttachment: "Anexo {number} de uma mensagem anterior",
    lateAttachmentRefused: "O anexo {number} de uma mensagem anterior não pôde ser anexado: {why}",
    notAttached: "O anexo {number} não pôde ser anexado: {why}",
    attachmentFollows:
      "O anexo {number} não pôde ser anexado: {why}. Será enviado assim que estiver disponível",

    anAgent: "Um agente",
    templateSent: "{by} enviou este modelo ao cliente ({name}, {language}):",
    templateBegins:
      "Ele inicia a conversa: o que o cliente responder aparecerá aqui. O que foi escrito antes neste ticket não foi enviado a ele.",
    templateDropped: "O modelo {what} acabou não sendo enviado. {why}.",
    tagRefused:
      "Nada foi enviado pela tag {tag}: {why}. A tag foi removida; depois de corrigir isso, adicione-a de novo.",
    tagStays:
      "O Zendesk não deixa o Tickline remover a tag {tag}. Enquanto ela estiver ali, nada mais será enviado por ela: remova-a à mão e use a barra lateral se algo tiver de ser enviado de novo.",
    tagWentLate:
      "A tag {tag} não pôde ser removida antes, e agora foi. Desta vez nada foi enviado por ela: adicione-a de novo se for para enviar.",
    tagTooOften:
      "Nada foi enviado pela tag {tag}: ela enviou {messages} em um dia, e o cliente não escreveu desde então. Verifique se um gatilho ou uma automação do Zendesk a adiciona. Pela barra lateral ainda é possível enviar.",
    tagsUnread:
      "Uma tag deste ticket pede um modelo que talvez não tenha sido enviado: o Tickline não conseguiu ler o ticket ou remover a tag. Verifique o que foi enviado ao cliente e adicione a tag de novo se for para enviar.",
    invited:
      "{by} pediu ao cliente, com o modelo para isso, que escreva de novo. O que está em espera será enviado assim que ele escrever.",
  },

  counted: {
    messages: { one: "{count} mensagem", other: "{count} mensagens" },
    attachments: { one: "{count} anexo", other: "{count} anexos" },
    earlierMessages: {
      one: "({count} mensagem anterior está só no console)",
      other: "({count} mensagens anteriores estão só no console)",
    },
  },

  files: {
    tooSlow: "não foi possível baixá-lo a tempo",
    gone: "o provedor não o tem mais",
    notServed: "o provedor não o entregou",
    zendeskRefuses: "o Zendesk não aceita este arquivo",
    zendeskFails: "o Zendesk não aceitou este arquivo por enquanto",
    type: "arquivos do tipo {type} não são aceitos",
    tooLarge: "tem mais de 25 MB",
    foreign: "o endereço dele não é de {provider}",
    goneAt: "{provider} não o tem mais",
    unknownAddress: "{provider} o guarda em um endereço desconhecido",
    otherRegion: "{provider} o guarda fora da região US1",
    redirects: "ele redireciona para fora de {provider}",
    noLink: "{provider} não fornece um link para ele",
    answered: "{provider} respondeu HTTP {status}",
  },

  kinds: {
    text: "Mensagem",
    image: "Foto",
    video: "Vídeo",
    audio: "Mensagem de voz",
    document: "Documento",
    sticker: "Figurinha",
    location: "Localização",
    contacts: "Cartão de contato",
    button: "Botão",
    interactive: "Escolha",
    template: "Modelo",
    order: "Pedido",
    reaction: "Reação",
    edit: "Mensagem editada",
    revoke: "Mensagem apagada",
    system: "Aviso do WhatsApp",
    request_welcome: "Abriu a conversa",
    unsupported: "Mensagem de um tipo que o WhatsApp não repassa",
    unknown: "Mensagem de um tipo desconhecido",
  },

  handOver: {
    "asked-for": "o cliente pediu para falar com uma pessoa",
    "by-the-model":
      "o assistente entendeu que uma pessoa deve responder, ou o cliente pediu para falar com uma",
    unsafe: "a mensagem contém palavras que uma pessoa precisa ler",
    "no-text": "a mensagem não é só texto, e o assistente não lê outra coisa",
    "too-much": "o cliente escreveu mais do que o assistente pode ler de uma vez",
    "no-progress":
      "duas respostas do assistente não fizeram o cliente avançar, e uma terceira também não faria",
    "model-failed": "o servidor do modelo de IA falhou ou não pôde ser contatado",
    refused: "o servidor do modelo de IA recusou esta pergunta, ou uma ferramenta falhou do nosso lado",
    "too-slow": "o modelo de IA demorou demais para responder",
    "model-rests": "o modelo de IA falhou há pouco, e não é usado por algum tempo",
    budget: "os tokens do mês acabaram (ASSISTANT_MONTHLY_TOKENS)",
    "no-answer": "o modelo de IA não chegou a uma resposta",
    "too-long": "a resposta do modelo de IA era longa demais para ser uma, e não foi enviada",
    leak: "a resposta do modelo de IA revelava as suas instruções, e não foi enviada",
    "unknown-link":
      "a resposta do modelo de IA tinha um link que não está na base de conhecimento, e não foi enviada",
    "with-a-person": "a essa altura, uma pessoa já cuidava da conversa",
    "may-not-answer": "nenhuma resposta automática pode ser enviada a este cliente agora",
    "not-delivered": "a resposta do assistente não chegou ao cliente, até onde se sabe",
    "switched-off": "o assistente foi desativado",
  },

  refusals: {
    noTicket: "Esse ticket não existe no Zendesk",
    closed: "O ticket está fechado: abra um novo para o cliente",
    erased: "Os dados do cliente deste ticket foram apagados: nada pode ser enviado a ele por este ticket",
    noRequester: "O ticket não tem solicitante: escolha um",
    noNumber:
      "Não há para quem enviar: o solicitante do ticket nunca escreveu e não tem um número próprio. Adicione um ao perfil dele no Zendesk, como linha direta, com + e o código do país",
    forAnother:
      "O solicitante do ticket não é mais o cliente que escreveu as mensagens, e a mensagem poderia chegar à pessoa errada. Defina o cliente de novo como solicitante, ou abra um novo ticket",
    changed: "O modelo diria outra coisa agora: veja-o de novo",
    nothingWaits: "Nenhuma resposta está à espera de que o cliente escreva",
    noInvitation: "Nenhum modelo que peça ao cliente que escreva de novo está configurado",
    notMadeByAgent:
      "Essa tag inicia a conversa em tickets que um agente cria para um cliente no formulário web do Zendesk, e este não é um deles. Use a tag whatsapp_template_ seguida do nome de um modelo",
    noStartTemplate:
      "Nenhum modelo está definido para essa tag: quem administra o Tickline define WHATSAPP_START_TEMPLATE",
    preview: "Esta implantação é uma prévia: envia apenas aos números de PREVIEW_ALLOWED_NUMBERS",
    unwanted: "O cliente não recebe mensagens: ele cancelou o recebimento ou está bloqueado",
    blocked:
      "O contato está bloqueado: desbloqueie-o para voltar a escrever para ele, o que exige um administrador no console",
    optedOut:
      "O cliente pediu para não receber mais mensagens pelo WhatsApp. Não receberá nenhuma por lá até escrever START, ou até alguém reativar o recebimento no console",
    optedOutOfSms:
      "O cliente pediu para não receber mais mensagens por SMS. Não receberá nenhuma por lá até escrever START, ou até alguém reativar o recebimento no console",
    before:
      "Foi cancelado, ou o cliente não podia receber mensagens quando chegou a vez. Se ainda for para enviar, envie mais uma vez",
    invalidNumber: "O cliente não pode ser contatado por {provider}: escolha um modelo de outro provedor",
    otherwise: "Não foi enviado: {reason}",
    templateRefused: "{provider} recusa o modelo",
    templateUnknown: "Nenhum modelo se chama {name}: verifique a tag, e se o modelo foi lido do provedor",
    templateNotIn: "O modelo {name} não existe em {language}: adicione também uma das tags {tags}",
    templateInSeveral: "O modelo {name} existe em vários idiomas: adicione também uma das tags {tags}",
    templatesAlike:
      "Vários modelos de {provider} se chamam {name} em {language}, e uma tag não consegue distingui-los: envie-o pela barra lateral, ou exclua ou renomeie os outros",
    templateGone: "O modelo {name} não está mais no provedor: escolha outro",
    templateNotApproved: "O modelo {name} não está aprovado ({status}): escolha outro",
    templateWithFile:
      "O modelo {name} tem um arquivo ou uma variável no cabeçalho ou em um botão, que não pode ser preenchido aqui: escolha outro",
    variableEmpty: "A variável {name} está vazia: {why}",
    fieldEmpty: "ela é preenchida pelo campo de ticket {field}, que não diz nada neste ticket",
    fieldUnmapped:
      "envie o modelo pela barra lateral, ou peça a quem administra o Tickline que indique o campo de ticket que a preenche, como {setting}",
  },
};
