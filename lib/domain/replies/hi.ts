import type { Catalogue } from "./catalogue.ts";

/** Hindi, with "आप", in everyday words. There are no capitals: what is to be written stands in quotes. */
export const hi: Catalogue = {
  sentences: {
    ticketCreated: "टिकट #{ticketId} बन गया है: '{message}'। हम जल्द ही आपसे संपर्क करेंगे।",
    ticketCreatedWhileAway:
      "टिकट #{ticketId} बन गया है: '{message}'। हमारी टीम अभी उपलब्ध नहीं है और इसे {when} से पढ़ेगी।",
    moreDetails:
      "कृपया अपनी समस्या के बारे में थोड़ा और बताएँ। " + "जैसे: 'लॉग इन नहीं हो रहा है' या 'बिल नंबर 123 के बारे में सवाल है'",
    ticketDelayed:
      "आपका संदेश हमें मिल गया है और सुरक्षित है। हमारा टिकट सिस्टम अभी धीमा चल रहा है: " +
      "टिकट नंबर मिलते ही हम उसे यहाँ भेज देंगे।",
    ticketRefused:
      "माफ़ कीजिए, हम अभी आपका टिकट नहीं बना सके। " +
      "कृपया थोड़ी देर बाद फिर कोशिश करें या सीधे ग्राहक सेवा से संपर्क करें।",
    commentRefused:
      "माफ़ कीजिए, आपका संदेश टिकट #{ticketId} में नहीं जुड़ सका। " + "कृपया उसे फिर से लिखें या सीधे ग्राहक सेवा से संपर्क करें।",
    unanswered:
      "माफ़ कीजिए, हमारी ओर से कुछ गड़बड़ हुई और आपका संदेश हमारी टीम तक नहीं पहुँचा। " +
      "कृपया उसे फिर से लिखें या सीधे ग्राहक सेवा से संपर्क करें।",
    tooMany:
      "आपने कम समय में बहुत सारे संदेश भेजे, इसलिए आपके पिछले कुछ संदेश हमारी टीम तक नहीं पहुँचे। " +
      "कृपया थोड़ा रुककर फिर से लिखें।",

    welcome:
      "नमस्ते! हमें संदेश में लिखें कि हम आपकी क्या मदद कर सकते हैं, हम एक टिकट बना देंगे। " +
      "आप और क्या कर सकते हैं, यह देखने के लिए 'मदद' लिखें।",
    welcomeWithTicket:
      "नमस्ते! आपका टिकट #{ticketId} खुला है: यहाँ लिखें, हमारी टीम उसे वहाँ पढ़ेगी। " +
      "आप और क्या कर सकते हैं, यह देखने के लिए 'मदद' लिखें।",
    help:
      "अपनी समस्या एक संदेश में लिखें, हम आपके लिए टिकट बना देंगे। " +
      "जैसे: 'लॉग इन नहीं हो रहा है' या 'बिल नंबर 123 के बारे में सवाल है'। " +
      "या इनमें से कोई एक शब्द लिखें:",
    helpButton: "चुनें",
    reference: "संदर्भ",

    noTickets: "हमारे पास आपका कोई टिकट नहीं है। अपनी समस्या एक संदेश में लिखें, हम टिकट बना देंगे।",
    yourTickets: "आपके टिकट:",
    ticketLine: "#{ticketId} '{subject}': {status}",
    statusNew: "हमें मिल गया है, हम इसे जल्द ही देखेंगे",
    statusOpen: "हम इस पर काम कर रहे हैं",
    statusPending: "आपके जवाब का इंतज़ार है",
    statusHold: "हमें किसी और के जवाब का इंतज़ार है",
    statusSolved: "हल हो गया",
    statusClosed: "बंद",

    nothingPending: "आपकी ओर से कुछ बाकी नहीं है।",
    pendingTicket: "टिकट #{ticketId} '{subject}' को आपके जवाब का इंतज़ार है: जवाब यहाँ लिखें।",
    pendingReminder: "रिमाइंडर '{reminder}': पुष्टि करने के लिए 'पुष्टि' लिखें।",
    pendingApproval: "मंज़ूरी {reference}: 'स्वीकृति {reference}' या 'अस्वीकृति {reference}' लिखें।",
    pendingElsewhere: "{channel} आपके लिए और भी कुछ बाकी है: जिस चैट में हमने पूछा था, वहाँ 'लंबित' लिखें।",
    onWhatsapp: "WhatsApp पर",
    bySms: "SMS पर",

    acknowledged: "धन्यवाद, हमने नोट कर लिया: '{reminder}'",
    nothingToAcknowledge: "ऐसा कोई रिमाइंडर नहीं है जिसकी पुष्टि करनी हो।",
    acknowledgeElsewhere:
      "यहाँ ऐसा कोई रिमाइंडर नहीं है जिसकी पुष्टि करनी हो। हमने आपको {channel} याद दिलाया था: कृपया वहाँ 'पुष्टि' लिखें।",
    approved: "धन्यवाद, आपने {reference} को मंज़ूरी दे दी है।",
    rejected: "धन्यवाद, आपने {reference} को नामंज़ूर कर दिया है।",
    approvedBefore: "आप {reference} को पहले ही मंज़ूरी दे चुके हैं; यह ऐसा ही रहेगा। अगर इसे बदलना हो तो हमें लिखें।",
    rejectedBefore: "आप {reference} को पहले ही नामंज़ूर कर चुके हैं; यह ऐसा ही रहेगा। अगर इसे बदलना हो तो हमें लिखें।",
    noSuchApproval: "इस संदर्भ से आपके लिए कोई मंज़ूरी बाकी नहीं है।",
    decideElsewhere: "इसका जवाब वहीं दिया जा सकता है जहाँ हमने पूछा था: {channel}, हमारे सवाल वाली चैट में।",
    whichApproval: "'{word}' और हमारे संदेश में दिया गया संदर्भ लिखें, जैसे {word} A-123",

    optedOut: "अब आपको {channel} हमारे संदेश नहीं मिलेंगे। मन बदलने पर यहाँ 'शुरू' लिखें।",
    optedIn:
      "आपका फिर से स्वागत है: अब आपको {channel} हमारे संदेश फिर मिलेंगे। " + "उन्हें बंद करने के लिए कभी भी यहाँ 'रोकें' लिखें।",

    handedOver: "अब हमारी टीम का कोई सदस्य आपको यहाँ जवाब देगा।",
    handedOverUnsafe:
      "हमारी टीम का कोई सदस्य इसे पढ़ेगा। आपात स्थिति में कृपया पहले अपने यहाँ के आपातकालीन नंबर पर फ़ोन करें।",

    yourMessage: "आपका संदेश",
    messageToRead: "ऐसा संदेश जिसे किसी व्यक्ति को पढ़ना है",
    kindMessage: "संदेश",
    kindPhoto: "फ़ोटो",
    kindVideo: "वीडियो",
    kindVoice: "वॉइस मैसेज",
    kindDocument: "दस्तावेज़",
    kindSticker: "स्टिकर",
    kindLocation: "लोकेशन",
    kindContact: "संपर्क",
    kindButton: "बटन",
    kindChoice: "चुना गया विकल्प",
    kindOrder: "ऑर्डर",
    kindReaction: "प्रतिक्रिया",
    kindEdited: "बदला गया संदेश",
    kindDeleted: "हटाया गया संदेश",
    kindUnsupported: "ऐसा संदेश जिसे WhatsApp आगे नहीं भेजता",
    kindUnknown: "अज्ञात प्रकार का संदेश",

    languageChosen: "अब से हम आपको {language} में लिखेंगे।",
    whichLanguage: "चुनें कि हम आपको किस भाषा में लिखें:",
    noSuchLanguage: "उस भाषा में हम आपको अभी नहीं लिख सकते। इनमें से कोई एक चुनें:",
    languageButton: "भाषाएँ",

    ratingAsked: "आपका टिकट #{ticketId} '{subject}' हल हो गया है। हमारी मदद कैसी रही?",
    ratingByNumber: "अच्छी के लिए 1, ठीक-ठाक के लिए 2, खराब के लिए 3 लिखें।",
    ratingGood: "अच्छी",
    ratingSoSo: "ठीक-ठाक",
    ratingBad: "खराब",
    ratingThanks: "अपनी राय देने के लिए धन्यवाद।",
    ratingWhatWentWrong: "हमें खेद है। हमें क्या बेहतर करना चाहिए था? यहाँ लिखें, हमारी टीम उसे पढ़ेगी।",
    ratingWordsThanks: "धन्यवाद। आपने जो लिखा है, उसे हमारी टीम पढ़ेगी।",
    ratingBySurvey: "आपका टिकट #{ticketId} '{subject}' हल हो गया है। हमें बताएँ कि हमारी मदद कैसी रही: {link}",

    invitation: "आपके टिकट #{ticketId} पर हमारा जवाब तैयार है। यहाँ कुछ भी लिखें, जवाब आपको मिल जाएगा।",
  },

  commands: {
    status: { words: ["स्थिति"], summary: "आपके हाल के टिकट कहाँ तक पहुँचे" },
    // With the sound written as a dot or as a letter.
    pending: { words: ["लंबित", "लम्बित"], summary: "आपकी ओर से क्या बाकी है" },
    ack: { words: ["पुष्टि"], summary: "हमारे पिछले रिमाइंडर की पुष्टि करें" },
    // Not मंज़ूर, nor स्वीकार: so people answer an agent.
    approve: { words: ["स्वीकृति"], summary: "जिसकी मंज़ूरी हमने माँगी है, उसे हाँ कहें" },
    reject: { words: ["अस्वीकृति"], summary: "जिसकी मंज़ूरी हमने माँगी है, उसे ना कहें" },
    help: { words: ["मदद", "सहायता", "मेनू", "madad", "sahayata"], summary: "यह सूची देखें" },
    // Not "hai", which is also "it is".
    hi: {
      words: [
        "नमस्ते|नमस्कार|नमस्ते जी|हैलो|हेलो|हाय|प्रणाम|राम राम|सुप्रभात|शुभ प्रभात|शुभ संध्या|namaste",
        "namaste ji|namaste sir|namaskar|pranam|ram ram|hello ji",
      ].flatMap((line) => line.split("|")),
      summary: null,
    },
    language: { words: ["भाषा", "भाषाएँ", "bhasha"], summary: "चुनें कि हम किस भाषा में लिखें" },
    stop: { words: ["रोकें", "संदेश बंद करें", "संदेश बन्द करें"], summary: "आगे से संदेश न पाएँ" },
    start: { words: ["शुरू", "शुरु", "शुरू करें"], summary: null },
    human: { words: ["प्रतिनिधि", "इंसान"], summary: "हमारी टीम के किसी सदस्य से बात करें" },
  },

  vague: [
    "सुनिए|सर|मैडम|hai",
    "मदद|मदद करें|मदद कीजिए|मदद करो|मेरी मदद करें|मेरी मदद कीजिए|कृपया मदद करें|मदद चाहिए|मुझे मदद चाहिए|सहायता|सहायता चाहिए|madad|madad karo|madad karein|madad chahiye|mujhe madad chahiye|help chahiye|mujhe help chahiye",
    "हाँ|हां|जी|जी हाँ|जी हां|हाँ जी|नहीं|जी नहीं|ठीक|ठीक है|ओके|अच्छा|धन्यवाद|शुक्रिया|थैंक यू|कृपया|टेस्ट|सवाल|एक सवाल है|मेरा एक सवाल है|समस्या|एक समस्या है|कोई है|haan|haan ji|ji haan|nahi|nahin|theek hai|thik hai|accha|acha|dhanyavad|shukriya|koi hai",
  ].flatMap((line) => line.split("|")),
};
