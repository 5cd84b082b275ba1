/** What agents read on tickets, in English, which the other languages follow: its {variables} are theirs. */
export const en = {
  sentences: {
    // Replies that have not gone out
    held: "This reply has not been sent yet: WhatsApp takes free text only within 24 hours of the customer's last message.",
    heldSince:
      "This reply has not been sent yet: WhatsApp takes free text only within 24 hours of the customer's last message, which came on {when}.",
    askedByInvitation: "The customer was sent a template that asks them to write again.",
    askedByTemplate:
      "The customer was sent a template less than 24 hours ago, so none was added that asks them to write.",
    askedInVain:
      "The template that asks them to write again did not arrive: it can be sent once more beside this ticket, or reach them another way.",
    askedByNothing:
      "No template that asks customers to write again is set up, so please reach them another way.",
    goesByItself:
      "As soon as the customer writes, the reply goes out by itself; there is nothing to write twice.",
    providerAway:
      "This reply has not been sent yet: for now, nothing gets through to the provider of the customer's messages, and whoever runs Tickline has been told. As soon as it works again, what you wrote goes out by itself; there is nothing to write twice.",
    unwelcomeStop:
      "This reply was not sent: the customer wrote STOP {channel} and gets no messages there until they write START. Please reach them another way.",
    unwelcomeRefusal:
      "This reply was not sent: by WhatsApp or their carrier, the customer asked for no more messages {channel}. They get none there until they write START. Please reach them another way.",
    unwelcomeBlocked: "This reply was not sent: the contact is blocked. Unblock them to write to them again.",
    unwelcomeBefore:
      "This reply was not sent: when its turn came, the customer was to get no messages. Now they get them again: please write it once more.",
    forAnother:
      "This reply was not sent to the phone: the ticket's requester is no longer the customer whose messages it holds, and it might have reached the wrong person. Please reach the present requester another way, such as by email. If it is for the customer, make them the requester again and write it once more.",
    unread:
      "A public reply on this ticket was not sent to the customer: Tickline could not read it. Please write it once more.",
    late: "Not sent to the customer: the public replies on this ticket of {moments}. Tickline heard of them more than two hours later, when they might have been out of date. What still matters, please write once more.",
    windowCloses:
      "This ticket waits for an answer, and WhatsApp takes free text only until {when}. A reply after that waits until the customer writes again.",
    windowClosed:
      "This ticket still waits for an answer, and WhatsApp took free text only until {when}. Now only a template reaches the customer: a reply waits until they write again.",
    ratedGood: "The customer was asked how the help was, and said: good.",
    ratedSoSo: "The customer was asked how the help was, and said: so-so.",
    ratedBad: "The customer was asked how the help was, and said: bad.",
    ratedWhy: "The customer says what should have been better:\n\n{words}",
    /** What {channel} becomes. */
    onWhatsapp: "on WhatsApp",
    bySms: "by SMS",

    // What became of what was sent. {what} is the message's first words, or what it is.
    undelivered: "Not delivered: {what}\nWhy: {reason}\nWhat to do: {nextStep}",
    unconfirmed: "May not have arrived: {what}\nWhy: {reason}\nWhat to do: {nextStep}",
    unconfirmedReason:
      "The provider's answer was lost, and nobody can say whether the message was sent. It is not sent again by itself, since the customer might get it twice.",
    /** Tickline's console is in English. */
    unconfirmedNextStep:
      'If the customer does not have it, write it once more, or press "Send again" in Tickline\'s console, under Unconfirmed.',
    confirmed: "It was sent after all, and need not be sent again: {what}",
    delivered: "Delivered on {when}: {what}",
    deliveredInPieces: "Delivered on {when}, sent as {messages}: {what}",
    read: "Read on {when}: {what}",
    readInPieces: "Read on {when}, sent as {messages}: {what}",

    // What a ticket lacks
    lost: "A message that the customer wrote on {when} could not be added to this ticket.",
    attachmentLost:
      "Attachment {number} of a message that the customer wrote on {when} could not be added to this ticket, and will not follow.",
    readInConsole: "It can be read in Tickline's console: {url}",
    readInLog: "It is kept in Tickline's contact log.",

    // What others said
    inBusinessApp: "Written to the customer in the WhatsApp Business app:",
    byMetasAgent: "Meta's agent answered:",
    answeredByMeta: "Before this, Meta's agent held the conversation:",
    handedOver: "The assistant handed over: {why}.",
    answeredToo: "The assistant answered, and found that a person should see to it as well.",
    assistantSummary: "The assistant's summary: {summary}",
    wroteBefore: "What the customer and the assistant wrote before:",
    answeredByAssistant: "The assistant answered beside this ticket:",
    approved: "The customer approved {reference} by message.",
    rejected: "The customer rejected {reference} by message.",
    customer: "Customer",
    assistant: "Assistant",
    metasAgent: "Meta's agent",
    didNotArrive: "(did not arrive)",
    textForgotten: "(its text is kept no longer)",
    noText: "(no text)",

    // Around a customer's words
    forwarded: "(forwarded)",
    location: "Location:",
    referral: "Came from an ad: {ad}",
    cameLate: "[Written on {when}. It reached Tickline late.]",
    reacted: "Reacted {emoji} to {what}",
    tookBack: "Took back the reaction to {what}",
    edited: "Edited {what}, which now says:",
    deleted: "Deleted {what}",
    earlierMessage: "an earlier message",
    lateAttachment: "Attachment {number} of an earlier message",
    lateAttachmentRefused: "Attachment {number} of an earlier message could not be attached: {why}",
    notAttached: "Attachment {number} could not be attached: {why}",
    attachmentFollows: "Attachment {number} could not be attached: {why}. It follows when it can be had",

    // Templates from tickets
    anAgent: "An agent",
    templateSent: "{by} sent the customer this template ({name}, {language}):",
    templateBegins:
      "It begins the conversation: what the customer answers appears here. What was written on this ticket before was not sent to them.",
    templateDropped: "The template {what} was not sent after all. {why}.",
    tagRefused:
      "Nothing was sent for the tag {tag}: {why}. The tag was taken away; once that is set right, set it again.",
    tagStays:
      "Zendesk does not let Tickline take the tag {tag} away. As long as it is there, nothing more is sent for it: please take it away by hand, and use the sidebar where something is to be sent again.",
    tagWentLate:
      "The tag {tag} could not be taken away before, and is now. Nothing was sent for it this time: set it again if it is to be sent.",
    tagTooOften:
      "Nothing was sent for the tag {tag}: it sent {messages} within a day, and the customer did not write since. Please look whether a trigger or an automation in Zendesk sets it. The sidebar sends all the same.",
    tagsUnread:
      "A tag on this ticket asks for a template, which may not have been sent: Tickline could not read the ticket, or take the tag away. Please look what the customer was sent, and set the tag again if it is to be sent.",
    invited:
      "{by} asked the customer to write again, by the template for that. What waits goes out as soon as they do.",
  },

  /** By the plural's form in the language (Intl.PluralRules): `other` stands for those that are not there. */
  counted: {
    messages: { one: "{count} message", other: "{count} messages" },
    attachments: { one: "{count} attachment", other: "{count} attachments" },
    earlierMessages: {
      one: "({count} earlier message is in the console only)",
      other: "({count} earlier messages are in the console only)",
    },
  },

  /** Why a file stays away: the rest of a sentence. */
  files: {
    tooSlow: "it could not be fetched in time",
    gone: "the provider no longer has it",
    notServed: "the provider did not serve it",
    zendeskRefuses: "Zendesk does not take this file",
    zendeskFails: "Zendesk did not take this file for now",
    type: "files of type {type} are not accepted",
    tooLarge: "it is larger than 25 MB",
    foreign: "its address is not {provider}'s",
    goneAt: "{provider} no longer has it",
    unknownAddress: "{provider} keeps it at an unknown address",
    otherRegion: "{provider} keeps it outside its region US1",
    redirects: "it redirects away from {provider}",
    noLink: "{provider} gives no link to it",
    answered: "{provider} answered HTTP {status}",
  },

  /** What a message is. */
  kinds: {
    text: "Message",
    image: "Photo",
    video: "Video",
    audio: "Voice message",
    document: "Document",
    sticker: "Sticker",
    location: "Location",
    contacts: "Contact card",
    button: "Button",
    interactive: "Choice",
    template: "Template",
    order: "Order",
    reaction: "Reaction",
    edit: "Edited message",
    revoke: "Deleted message",
    system: "Notice by WhatsApp",
    request_welcome: "Opened the chat",
    unsupported: "Message of a type that WhatsApp does not pass on",
    unknown: "Message of an unknown type",
  },

  /** Why a person takes over from the assistant: the rest of a sentence. */
  handOver: {
    "asked-for": "the customer asked for a person",
    "by-the-model": "the assistant found that a person should answer, or the customer asked for one",
    unsafe: "the message has words that a person has to read",
    "no-text": "the message is not only text, and the assistant reads nothing else",
    "too-much": "the customer wrote more than the assistant may read at once",
    "no-progress": "two of the assistant's answers brought the customer no further, and a third would not",
    "model-failed": "the model's server failed, or could not be reached",
    refused: "the model's server refused this question, or a tool failed on our side",
    "too-slow": "the model took too long to answer",
    "model-rests": "the model failed shortly before, and is left alone for a while",
    budget: "the month's tokens are used up (ASSISTANT_MONTHLY_TOKENS)",
    "no-answer": "the model did not come to an answer",
    "too-long": "the model's answer was too long to be one, and was not sent",
    leak: "the model's answer told of its instructions, and was not sent",
    "unknown-link": "the model's answer had a link that is not in the knowledge, and was not sent",
    "with-a-person": "a person had the conversation by then",
    "may-not-answer": "no automatic answer may go out to this customer now",
    "not-delivered": "the assistant's answer did not reach the customer, as far as anybody knows",
    "switched-off": "the assistant was switched off",
  },

  /** Why nothing can be sent from a ticket, with the cure, in the sidebar (in English) and in notes. */
  refusals: {
    noTicket: "There is no such ticket in Zendesk",
    closed: "The ticket is closed: open a new one for the customer",
    erased: "The customer of this ticket was erased: nothing can be sent to them from it",
    noRequester: "The ticket has no requester: choose one",
    noNumber:
      "There is nobody to send to: the ticket's requester never wrote, and has no number of their own. Add one to their profile in Zendesk, as a direct line, with + and the country code",
    forAnother:
      "The ticket's requester is no longer the customer whose messages it holds, and the message might reach the wrong person. Make the customer the requester again, or open a new ticket",
    changed: "The template would say something else by now: look at it again",
    nothingWaits: "No answer waits for the customer to write",
    noInvitation: "No template that asks customers to write again is set up",
    notMadeByAgent:
      "That tag begins the conversation on tickets that an agent makes for a customer in Zendesk's web form, and this is none. Use the tag whatsapp_template_ with a template's name behind it",
    noStartTemplate: "No template is set for that tag: whoever runs Tickline sets WHATSAPP_START_TEMPLATE",
    preview: "This deployment is a preview: it sends to the numbers in PREVIEW_ALLOWED_NUMBERS only",
    unwanted: "The customer gets no messages: they opted out, or are blocked",
    blocked:
      "The contact is blocked: unblock them to write to them again, which takes an admin in the console",
    optedOut:
      "The customer asked for no more messages on WhatsApp. They get none there until they write START, or somebody opts them in again in the console",
    optedOutOfSms:
      "The customer asked for no more messages by SMS. They get none there until they write START, or somebody opts them in again in the console",
    before:
      "It was canceled, or the customer was to get no messages when its turn came. If it is still to be sent, send it once more",
    invalidNumber: "The customer cannot be reached by {provider}: choose a template of another provider",
    otherwise: "Not sent: {reason}",
    templateRefused: "{provider} refuses the template",
    templateUnknown:
      "No template is called {name}: check the tag, and that the template was read from its provider",
    templateNotIn: "The template {name} is not there in {language}: set one of the tags {tags} as well",
    templateInSeveral:
      "The template {name} is there in several languages: set one of the tags {tags} as well",
    templatesAlike:
      "Several templates of {provider} are called {name} in {language}, and a tag cannot tell which: send it from the sidebar, or delete or rename the others",
    templateGone: "The template {name} is no longer at its provider: choose another",
    templateNotApproved: "The template {name} is {status}, not approved: choose another",
    templateWithFile:
      "The template {name} has a file or a variable in its header or a button, which cannot be filled here: choose another",
    variableEmpty: "Variable {name} is empty: {why}",
    fieldEmpty: "the ticket field {field} fills it, and says nothing on this ticket",
    fieldUnmapped:
      "send the template from the sidebar, or ask whoever runs Tickline to name the ticket field that fills it, as {setting}",
  },
} as const;
