import type { Catalogue } from "./catalogue.ts";

/**
 * Arabic, modern standard and simple, as all countries read it. There are no capitals: what is to be written stands in quotes.
 * Every line begins with an Arabic word, from which a phone takes its direction.
 */
export const ar: Catalogue = {
  sentences: {
    ticketCreated: "تم إنشاء التذكرة #{ticketId}: «{message}». سنرد عليك قريبًا.",
    ticketCreatedWhileAway:
      "تم إنشاء التذكرة #{ticketId}: «{message}». فريقنا غير متاح الآن وسيقرؤها ابتداءً من {when}.",
    moreDetails:
      "يرجى كتابة تفاصيل أكثر عن مشكلتك. " +
      "على سبيل المثال: «لا أستطيع تسجيل الدخول» أو «سؤال عن الفاتورة رقم 123»",
    ticketDelayed:
      "وصلتنا رسالتك وهي محفوظة لدينا. نظام التذاكر بطيء في الوقت الحالي: " +
      "سنرسل إليك رقم تذكرتك هنا فور حصولنا عليه.",
    ticketRefused:
      "عذرًا، لم نتمكن من إنشاء تذكرتك الآن. يرجى المحاولة لاحقًا أو التواصل مباشرة مع خدمة العملاء.",
    commentRefused:
      "عذرًا، لم نتمكن من إضافة رسالتك إلى تذكرتك #{ticketId}. " +
      "يرجى كتابتها مرة أخرى أو التواصل مباشرة مع خدمة العملاء.",
    unanswered:
      "عذرًا، حدث خطأ لدينا ولم تصل رسالتك إلى فريقنا. " +
      "يرجى كتابتها مرة أخرى أو التواصل مباشرة مع خدمة العملاء.",
    tooMany:
      "كتبت رسائل كثيرة في وقت قصير، لذلك لم تصل رسائلك الأخيرة إلى فريقنا. " +
      "يرجى الانتظار قليلًا ثم الكتابة من جديد.",

    welcome:
      "مرحبًا! اكتب لنا في رسالة كيف يمكننا مساعدتك، وسننشئ لك تذكرة. " +
      "اكتب «مساعدة» لمعرفة ما يمكنك فعله أيضًا.",
    welcomeWithTicket:
      "مرحبًا! تذكرتك #{ticketId} مفتوحة: اكتب هنا وسيقرأ فريقنا رسالتك فيها. " +
      "اكتب «مساعدة» لمعرفة ما يمكنك فعله أيضًا.",
    help:
      "اشرح مشكلتك في رسالة وسننشئ لك تذكرة. " +
      "على سبيل المثال: «لا أستطيع تسجيل الدخول» أو «سؤال عن الفاتورة رقم 123». " +
      "أو اكتب إحدى هذه الكلمات:",
    helpButton: "اختر",
    reference: "المرجع",

    noTickets: "ليس لديك تذاكر عندنا. اشرح مشكلتك في رسالة وسننشئ لك تذكرة.",
    yourTickets: "تذاكرك:",
    ticketLine: "تذكرة #{ticketId} «{subject}»: {status}",
    statusNew: "وصلتنا وسننظر فيها قريبًا",
    statusOpen: "نعمل عليها",
    statusPending: "في انتظار ردك",
    statusHold: "ننتظر ردًا من جهة أخرى",
    statusSolved: "تم حلها",
    statusClosed: "مغلقة",

    nothingPending: "لا شيء ينتظرك.",
    pendingTicket: "التذكرة #{ticketId} «{subject}» في انتظار ردك: اكتبه هنا.",
    pendingReminder: "تذكير «{reminder}»: اكتب «إقرار» لتأكيد اطلاعك عليه.",
    pendingApproval: "طلب موافقة {reference}: اكتب «اعتماد {reference}» أو «رفض {reference}».",
    pendingElsewhere: "هناك المزيد ينتظرك {channel}: اكتب «بانتظاري» في المحادثة التي سألناك فيها.",
    onWhatsapp: "على واتساب",
    bySms: "عبر الرسائل القصيرة",

    acknowledged: "شكرًا، سجلنا اطلاعك على: «{reminder}»",
    nothingToAcknowledge: "لا يوجد تذكير يحتاج إلى إقرار.",
    acknowledgeElsewhere:
      "لا يوجد هنا تذكير يحتاج إلى إقرار. أرسلنا إليك التذكير {channel}: يرجى كتابة «إقرار» هناك.",
    approved: "شكرًا، تم تسجيل موافقتك على {reference}.",
    rejected: "شكرًا، تم تسجيل رفضك لـ {reference}.",
    approvedBefore: "سبق أن وافقت على {reference}، وسيبقى الأمر كذلك. اكتب لنا إذا أردت تغييره.",
    rejectedBefore: "سبق أن رفضت {reference}، وسيبقى الأمر كذلك. اكتب لنا إذا أردت تغييره.",
    noSuchApproval: "ليس لدينا طلب موافقة موجه إليك بهذا المرجع.",
    decideElsewhere: "لا يمكن الرد على هذا إلا حيث سألناك: {channel}، في المحادثة التي فيها سؤالنا.",
    whichApproval: "اكتب «{word}» ثم المرجع الموجود في رسالتنا، مثل: {word} A-123",

    optedOut: "لن تصلك رسائلنا {channel} بعد الآن. اكتب «استئناف» هنا إذا غيرت رأيك.",
    optedIn: "مرحبًا بعودتك: ستصلك رسائلنا {channel} من جديد. اكتب «إيقاف» هنا في أي وقت لإيقافها.",

    handedOver: "سيتولى أحد أعضاء فريقنا المحادثة ويرد عليك هنا.",
    handedOverUnsafe:
      "سيقرأ أحد أعضاء فريقنا هذه الرسالة. في حالة الطوارئ، يرجى الاتصال أولًا برقم الطوارئ في بلدك.",

    yourMessage: "رسالتك",
    messageToRead: "رسالة يجب أن يقرأها شخص",
    kindMessage: "رسالة",
    kindPhoto: "صورة",
    kindVideo: "فيديو",
    kindVoice: "رسالة صوتية",
    kindDocument: "مستند",
    kindSticker: "ملصق",
    kindLocation: "موقع",
    kindContact: "جهة اتصال",
    kindButton: "زر",
    kindChoice: "اختيار",
    kindOrder: "طلب شراء",
    kindReaction: "تفاعل",
    kindEdited: "رسالة معدلة",
    kindDeleted: "رسالة محذوفة",
    kindUnsupported: "رسالة من نوع لا يمرره واتساب",
    kindUnknown: "رسالة من نوع غير معروف",

    languageChosen: "من الآن فصاعدًا سنكتب إليك باللغة {language}.",
    whichLanguage: "اختر اللغة التي نكتب إليك بها:",
    noSuchLanguage: "لا يمكننا الكتابة إليك بهذه اللغة بعد. اختر إحدى هذه اللغات:",
    languageButton: "اللغات",

    ratingAsked: "تم حل تذكرتك #{ticketId} «{subject}». كيف كانت مساعدتنا؟",
    ratingByNumber: "أجب بالرقم 1 إذا كانت جيدة، أو 2 إذا كانت متوسطة، أو 3 إذا كانت سيئة.",
    ratingGood: "جيدة",
    ratingSoSo: "متوسطة",
    ratingBad: "سيئة",
    ratingThanks: "شكرًا على تقييمك.",
    ratingWhatWentWrong: "نأسف لذلك. ما الذي كان علينا فعله بشكل أفضل؟ اكتبه هنا وسيقرؤه فريقنا.",
    ratingWordsThanks: "شكرًا. سيقرأ فريقنا ما كتبته.",
    ratingBySurvey: "تم حل تذكرتك #{ticketId} «{subject}». أخبرنا كيف كانت مساعدتنا: {link}",

    invitation: "لدينا رد على تذكرتك #{ticketId}. اكتب أي شيء هنا وسيصلك الرد.",
  },

  commands: {
    status: { words: ["حالة", "الحالة"], summary: "وضع تذاكرك الأخيرة" },
    pending: { words: ["بانتظاري"], summary: "ما الذي ينتظرك" },
    // Not تأكيد, nor موافقة below: so people answer an agent.
    ack: { words: ["إقرار"], summary: "تأكيد اطلاعك على آخر تذكير منا" },
    approve: { words: ["اعتماد"], summary: "الموافقة على ما طلبنا موافقتك عليه" },
    reject: { words: ["رفض"], summary: "عدم الموافقة على ما طلبنا موافقتك عليه" },
    help: { words: ["مساعدة", "المساعدة", "قائمة", "القائمة"], summary: "عرض هذه القائمة" },
    // Not صباح النور: so one greets back.
    hi: {
      words: [
        "مرحبا|مرحبا بكم|أهلا|أهلا وسهلا|هلا|هاي|هلو|الو|سلام|salam|السلام عليكم|السلام عليكم ورحمة الله",
        "السلام عليكم ورحمة الله وبركاته|صباح الخير|مساء الخير|تحية طيبة|مساك الله بالخير",
      ].flatMap((line) => line.split("|")),
      summary: null,
    },
    language: { words: ["اللغة", "لغة", "اللغات"], summary: "اختيار اللغة التي نكتب بها" },
    stop: { words: ["إيقاف", "إيقاف الرسائل"], summary: "عدم تلقي رسائل أخرى" },
    // Not ابدأ: without its hamza it is أبدا, "never".
    start: { words: ["استئناف"], summary: null },
    human: { words: ["موظف", "إنسان"], summary: "التحدث مع شخص من فريقنا" },
  },

  vague: [
    "صباح النور|مساء النور|يعطيك العافية",
    "مساعدة|ساعدني|ساعدوني|ساعدني من فضلك|من فضلك ساعدني|أريد مساعدة|أحتاج مساعدة|أحتاج إلى مساعدة|محتاج مساعدة|ممكن مساعدة|هل يمكنك مساعدتي|هل يمكنكم مساعدتي|الدعم|دعم|خدمة العملاء",
    "نعم|أجل|ايوه|أيوا|لا|تمام|حسنا|طيب|ماشي|أوكي|اوك|شكرا|شكرا لك|شكرا لكم|شكرا جزيلا|مشكور|من فضلك|لو سمحت|لو سمحتم|تجربة|اختبار|سؤال|عندي سؤال|لدي سؤال|استفسار|عندي استفسار|لدي استفسار|مشكلة|عندي مشكلة|لدي مشكلة|هل من أحد|في أحد",
  ].flatMap((line) => line.split("|")),
};
