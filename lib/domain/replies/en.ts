/** Greetings that people know who write English: no ticket is opened for them, and no language is told by them. */
export const FOREIGN_GREETINGS = "hola|ola|bonjour|salut|hallo|ciao|salam|namaste";

/** English, which the other languages follow: its sentences' {variables} are theirs. */
export const en = {
  sentences: {
    ticketCreated: "Ticket #{ticketId} created: '{message}'. We'll get back to you soon.",
    ticketCreatedWhileAway:
      "Ticket #{ticketId} created: '{message}'. Our team is away right now and reads it from {when}.",
    moreDetails:
      "Please provide more details about your issue. " +
      "For example: 'I can't log in' or 'Billing question about invoice #123'",
    ticketDelayed:
      "We have your message and it is safe. Our ticket system is slow to answer right now: " +
      "your ticket number will follow here as soon as we have it.",
    ticketRefused:
      "Sorry, we couldn't create your ticket right now. Please try again later or contact support directly.",
    commentRefused:
      "Sorry, your message could not be added to your ticket #{ticketId}. " +
      "Please write it again, or contact support directly.",
    unanswered:
      "Sorry, something went wrong on our side and your message did not reach our team. " +
      "Please write it again, or contact support directly.",
    tooMany:
      "You have written a lot in a short time, so your latest messages did not reach our team. " +
      "Please wait a little and write again.",

    welcome:
      "Hello! Tell us in a message what we can do for you, and we open a ticket. Write HELP to see what else you can do.",
    welcomeWithTicket:
      "Hello! Your ticket #{ticketId} is open: write here and our team reads it there. Write HELP to see what else you can do.",
    help:
      "Describe your issue in a message and we open a ticket for you. " +
      "For example: 'I can't log in' or 'Billing question about invoice #123'. Or write one of these words:",
    helpButton: "Choose",
    /** What stands for an approval's reference where HELP shows the command. */
    reference: "REFERENCE",

    noTickets: "You have no tickets with us. Describe your issue in a message and we open one.",
    yourTickets: "Your tickets:",
    ticketLine: "#{ticketId} '{subject}': {status}",
    statusNew: "we have it, and will look at it soon",
    statusOpen: "we are working on it",
    statusPending: "it waits for your answer",
    statusHold: "we wait for somebody else",
    statusSolved: "solved",
    statusClosed: "closed",

    nothingPending: "Nothing waits for you.",
    pendingTicket: "Ticket #{ticketId} '{subject}' waits for your answer: write it here.",
    pendingReminder: "Reminder '{reminder}': write ACK to acknowledge it.",
    pendingApproval: "Approval {reference}: write APPROVE {reference} or REJECT {reference}.",
    pendingElsewhere: "More waits for you {channel}, in the chat where we asked: write PENDING there.",
    /** What {channel} becomes. */
    onWhatsapp: "on WhatsApp",
    bySms: "by SMS",

    acknowledged: "Thank you, noted: '{reminder}'",
    nothingToAcknowledge: "There is no reminder to acknowledge.",
    acknowledgeElsewhere:
      "There is no reminder to acknowledge here. We reminded you {channel}: please write ACK there.",
    approved: "Thank you: you approved {reference}.",
    rejected: "Thank you: you rejected {reference}.",
    approvedBefore:
      "You approved {reference} before; this stays as it is. Write to us if it should be otherwise.",
    rejectedBefore:
      "You rejected {reference} before; this stays as it is. Write to us if it should be otherwise.",
    noSuchApproval: "We have no approval with that reference for you.",
    decideElsewhere:
      "This can only be answered where we asked you: {channel}, in the chat with our question.",
    /** {word} is the command's, such as APPROVE. */
    whichApproval: "Write {word} and the reference from our message, for example {word} A-123.",

    optedOut: "You will get no more messages from us {channel}. Write START here if you change your mind.",
    optedIn:
      "Welcome back: you will get our messages {channel} again. Write STOP here at any time to end them.",

    handedOver: "A person from our team takes over and answers you here.",
    handedOverUnsafe:
      "A person from our team will read this. In an emergency, please call your local emergency number first.",

    /** In place of words that are not said again, such as a card's number. */
    yourMessage: "your message",
    /** The same, as a ticket's subject. */
    messageToRead: "A message that a person has to read",
    /** What a message is that has no words. */
    kindMessage: "Message",
    kindPhoto: "Photo",
    kindVideo: "Video",
    kindVoice: "Voice message",
    kindDocument: "Document",
    kindSticker: "Sticker",
    kindLocation: "Location",
    kindContact: "Contact card",
    kindButton: "Button",
    kindChoice: "Choice",
    kindOrder: "Order",
    kindReaction: "Reaction",
    kindEdited: "Edited message",
    kindDeleted: "Deleted message",
    kindUnsupported: "Message of a type that WhatsApp does not pass on",
    kindUnknown: "Message of an unknown type",

    /** {language} is the language's own name for itself. */
    languageChosen: "From now on we write to you in {language}.",
    whichLanguage: "Choose the language in which we write to you:",
    noSuchLanguage: "We cannot write to you in that language yet. Choose one of these:",
    languageButton: "Languages",

    ratingAsked: "Your ticket #{ticketId} '{subject}' is solved. How was our help?",
    /** Where there are no buttons. */
    ratingByNumber: "Answer 1 for good, 2 for so-so, 3 for bad.",
    /** On buttons: at most 20 characters. */
    ratingGood: "Good",
    ratingSoSo: "So-so",
    ratingBad: "Bad",
    ratingThanks: "Thank you for telling us.",
    ratingWhatWentWrong:
      "We are sorry. What should we have done better? Write it here, and our team reads it.",
    ratingWordsThanks: "Thank you. Our team reads what you wrote.",
    ratingBySurvey: "Your ticket #{ticketId} '{subject}' is solved. Tell us how our help was: {link}",

    /** A template's text, which WhatsApp approves: no variable at either end. */
    invitation: "We have an answer to your ticket #{ticketId}. Write anything here, and you get it.",
  },

  commands: {
    status: { words: ["status"], summary: "how your latest tickets are getting on" },
    pending: { words: ["pending"], summary: "what waits for you" },
    ack: { words: ["ack", "acknowledge", "acknowledged"], summary: "acknowledge our latest reminder" },
    approve: { words: ["approve", "approved"], summary: "say yes to what we asked you to approve" },
    reject: { words: ["reject", "rejected"], summary: "say no to what we asked you to approve" },
    help: { words: ["help", "menu", "info"], summary: "see this list" },
    hi: { words: ["hi", "hello", "hey", "hi there", "hello there", "hey there"], summary: null },
    language: { words: ["language", "languages"], summary: "choose the language in which we write" },
    stop: {
      words: ["stop", "stopall", "stop all", "unsubscribe", "opt out", "optout"],
      summary: "get no more messages",
    },
    start: { words: ["start", "unstop", "subscribe", "opt in", "optin"], summary: null },
    human: { words: ["human", "agent", "person"], summary: "talk to a person" },
  },

  vague: [
    "help|help me|help please|please help|please help me|i need help|need help|can you help|can you help me|support",
    "hi|hi there|hello|hello there|hey|hey there|hiya|yo|good morning|good afternoon|good evening|good day|greetings",
    "hi help|hello help|hello i need help|hi i need help",
    FOREIGN_GREETINGS,
    "ok|okay|yes|no|yep|nope|thanks|thank you|please|test|testing|question|i have a question|problem|issue|anyone there|anybody there",
  ].flatMap((line) => line.split("|")),
} as const;
