import type { NoteCatalogue } from "./catalogue.ts";

/** Turkish, as agents read it. What is filled in takes no suffix: which one it would be, its sound decides. */
export const tr: NoteCatalogue = {
  sentences: {
    // Replies that have not gone out
    held: "Bu yanıt henüz gönderilmedi: WhatsApp serbest metni yalnızca müşterinin son mesajından sonraki 24 saat içinde kabul eder.",
    heldSince:
      "Bu yanıt henüz gönderilmedi: WhatsApp serbest metni yalnızca müşterinin son mesajından sonraki 24 saat içinde kabul eder. Son mesaj: {when}.",
    askedByInvitation: "Müşteriye, yeniden yazmasını isteyen bir şablon gönderildi.",
    askedByTemplate:
      "Müşteriye son 24 saat içinde bir şablon gönderildiği için, yazmasını isteyen ayrı bir şablon eklenmedi.",
    askedInVain:
      "Yeniden yazmasını isteyen şablon ulaşmadı: bu talebin yanındaki kenar çubuğundan bir kez daha gönderilebilir; ya da müşteriye başka bir yoldan ulaşın.",
    askedByNothing:
      "Müşterilerden yeniden yazmasını isteyen bir şablon ayarlanmamış; lütfen müşteriye başka bir yoldan ulaşın.",
    goesByItself:
      "Müşteri yazar yazmaz yanıt kendiliğinden gönderilir; hiçbir şeyi iki kez yazmanız gerekmez.",
    providerAway:
      "Bu yanıt henüz gönderilmedi: müşterinin mesajlarını ileten sağlayıcıya şu anda hiçbir şey ulaşmıyor, Tickline yöneticisine haber verildi. Sorun giderilir giderilmez yazdığınız kendiliğinden gönderilir; hiçbir şeyi iki kez yazmanız gerekmez.",
    unwelcomeStop:
      "Bu yanıt gönderilmedi: müşteri {channel} STOP yazdı ve START yazana kadar oradan mesaj almayacak. Lütfen müşteriye başka bir yoldan ulaşın.",
    unwelcomeRefusal:
      "Bu yanıt gönderilmedi: müşteri, WhatsApp veya operatörü aracılığıyla {channel} artık mesaj almak istemediğini bildirdi. START yazana kadar oradan mesaj almayacak. Lütfen müşteriye başka bir yoldan ulaşın.",
    unwelcomeBlocked: "Bu yanıt gönderilmedi: kişi engellenmiş. Yeniden yazmak için engelini kaldırın.",
    unwelcomeBefore:
      "Bu yanıt gönderilmedi: sırası geldiğinde müşteriye mesaj gönderilmemesi gerekiyordu. Artık yeniden gönderilebilir: lütfen bir kez daha yazın.",
    forAnother:
      "Bu yanıt telefona gönderilmedi: talep sahibi artık mesajları bu talepte duran müşteri değil, yanıt yanlış kişiye ulaşabilirdi. Lütfen şimdiki talep sahibine başka bir yoldan, örneğin e-postayla ulaşın. Yanıt müşteri içinse onu yeniden talep sahibi yapıp bir kez daha yazın.",
    unread:
      "Bu talepteki herkese açık bir yanıt müşteriye gönderilmedi: Tickline onu okuyamadı. Lütfen bir kez daha yazın.",
    late: "Müşteriye gönderilmedi: bu talepteki şu tarihli herkese açık yanıtlar: {moments}. Tickline bunlardan iki saatten fazla bir süre sonra, güncelliğini yitirmiş olabilecekleri bir anda haberdar oldu. Hâlâ geçerli olanı lütfen bir kez daha yazın.",
    windowCloses:
      "Bu talep yanıt bekliyor ve WhatsApp serbest metni yalnızca şu ana kadar kabul eder: {when}. Daha sonraki bir yanıt, müşteri yeniden yazana kadar bekler.",
    windowClosed:
      "Bu talep hâlâ yanıt bekliyor ve WhatsApp serbest metni yalnızca şu ana kadar kabul etti: {when}. Artık müşteriye yalnızca şablon ulaşır: yanıt, müşteri yeniden yazana kadar bekler.",
    ratedGood: "Müşteriye yardımın nasıl olduğu soruldu. Yanıtı: iyi.",
    ratedSoSo: "Müşteriye yardımın nasıl olduğu soruldu. Yanıtı: idare eder.",
    ratedBad: "Müşteriye yardımın nasıl olduğu soruldu. Yanıtı: kötü.",
    ratedWhy: "Müşteriye göre daha iyi olması gereken:\n\n{words}",
    /** What {channel} becomes. */
    onWhatsapp: "WhatsApp üzerinden",
    bySms: "SMS ile",

    // What became of what was sent
    undelivered: "Teslim edilmedi: {what}\nNeden: {reason}\nYapılması gereken: {nextStep}",
    unconfirmed: "Ulaşmamış olabilir: {what}\nNeden: {reason}\nYapılması gereken: {nextStep}",
    unconfirmedReason:
      "Sağlayıcının yanıtı kayboldu ve mesajın gönderilip gönderilmediğini kimse bilemiyor. Müşteri iki kez alabileceği için kendiliğinden yeniden gönderilmez.",
    unconfirmedNextStep:
      "Müşteriye ulaşmadıysa bir kez daha yazın veya Tickline konsolunda, Unconfirmed altında “Send again” düğmesine basın.",
    confirmed: "Sonuçta gönderilmiş, yeniden gönderilmesi gerekmiyor: {what}",
    delivered: "Teslim edildi ({when}): {what}",
    deliveredInPieces: "Teslim edildi ({when}, {messages} olarak): {what}",
    read: "Okundu ({when}): {what}",
    readInPieces: "Okundu ({when}, {messages} olarak): {what}",

    // What a ticket lacks
    lost: "Müşterinin yazdığı bir mesaj bu talebe eklenemedi. Yazıldığı an: {when}.",
    attachmentLost:
      "Müşterinin yazdığı bir mesajın {number} numaralı eki bu talebe eklenemedi ve sonradan da gelmeyecek. Mesajın yazıldığı an: {when}.",
    readInConsole: "Tickline konsolunda okunabilir: {url}",
    readInLog: "Tickline iletişim kaydında saklanıyor.",

    // What others said
    inBusinessApp: "WhatsApp Business uygulamasından müşteriye yazıldı:",
    byMetasAgent: "Meta'nın temsilcisi yanıtladı:",
    answeredByMeta: "Bundan önce görüşmeyi Meta'nın temsilcisi yürüttü:",
    handedOver: "Asistan görüşmeyi devretti: {why}.",
    answeredToo: "Asistan yanıtladı ve konuyla bir kişinin de ilgilenmesi gerektiğine karar verdi.",
    assistantSummary: "Asistanın özeti: {summary}",
    wroteBefore: "Müşterinin ve asistanın daha önce yazdıkları:",
    answeredByAssistant: "Asistan bu talebin yanı sıra yanıtladı:",
    approved: "Müşteri mesajla onayladı: {reference}.",
    rejected: "Müşteri mesajla reddetti: {reference}.",
    customer: "Müşteri",
    assistant: "Asistan",
    metasAgent: "Meta'nın temsilcisi",
    didNotArrive: "(ulaşmadı)",
    textForgotten: "(metni artık saklanmıyor)",
    noText: "(metin yok)",

    // Around a customer's words
    forwarded: "(iletildi)",
    location: "Konum:",
    referral: "Bir reklamdan geldi: {ad}",
    cameLate: "[Yazıldığı an: {when}. Tickline'a geç ulaştı.]",
    reacted: "Tepki verdi ({emoji}): {what}",
    tookBack: "Tepkisini geri aldı: {what}",
    edited: "Düzenledi: {what}. Yeni hâli:",
    deleted: "Sildi: {what}",
    earlierMessage: "önceki bir mesaj",
    lateAttachment: "Önceki bir mesajın {number} numaralı eki",
    lateAttachmentRefused: "Önceki bir mesajın {number} numaralı eki eklenemedi: {why}",
    notAttached: "{number} numaralı ek eklenemedi: {why}",
    attachmentFollows: "{number} numaralı ek eklenemedi: {why}. Alınabildiğinde eklenecek",

    // Templates from tickets
    anAgent: "Bir temsilci",
    templateSent: "{by} müşteriye şu şablonu gönderdi ({name}, {language}):",
    templateBegins:
      "Görüşmeyi bu şablon başlatır: müşterinin yanıtı burada görünür. Bu talepte daha önce yazılanlar müşteriye gönderilmedi.",
    templateDropped: "Şablon sonuçta gönderilmedi: {what}. {why}.",
    tagRefused:
      "{tag} etiketi için hiçbir şey gönderilmedi: {why}. Etiket kaldırıldı; sorun giderilince yeniden ekleyin.",
    tagStays:
      "Zendesk, {tag} etiketini kaldırması için Tickline'a izin vermiyor. Etiket durdukça onun için başka bir şey gönderilmez: lütfen elle kaldırın ve yeniden gönderilecek bir şey varsa kenar çubuğunu kullanın.",
    tagWentLate:
      "{tag} etiketi daha önce kaldırılamamıştı, şimdi kaldırıldı. Bu kez onun için hiçbir şey gönderilmedi: gönderilmesi gerekiyorsa yeniden ekleyin.",
    tagTooOften:
      "{tag} etiketi için hiçbir şey gönderilmedi: bu etiket bir gün içinde {messages} gönderdi ve müşteri o zamandan beri yazmadı. Lütfen Zendesk'te onu bir tetikleyicinin veya otomasyonun ekleyip eklemediğine bakın. Kenar çubuğu yine de gönderir.",
    tagsUnread:
      "Bu talepteki bir etiket şablon istiyor, ancak şablon gönderilmemiş olabilir: Tickline talebi okuyamadı veya etiketi kaldıramadı. Lütfen müşteriye ne gönderildiğine bakın ve gönderilmesi gerekiyorsa etiketi yeniden ekleyin.",
    invited:
      "{by}, bunun için ayrılmış şablonla müşteriden yeniden yazmasını istedi. Bekleyenler, müşteri yazar yazmaz gönderilir.",
  },

  counted: {
    messages: { other: "{count} mesaj" },
    attachments: { other: "{count} ek" },
    earlierMessages: { other: "({count} önceki mesaj yalnızca konsolda)" },
  },

  files: {
    tooSlow: "zamanında alınamadı",
    gone: "artık sağlayıcıda yok",
    notServed: "sağlayıcı vermedi",
    zendeskRefuses: "Zendesk bu dosyayı kabul etmiyor",
    zendeskFails: "Zendesk bu dosyayı şimdilik kabul etmedi",
    type: "{type} türündeki dosyalar kabul edilmiyor",
    tooLarge: "25 MB sınırını aşıyor",
    foreign: "adresi bir {provider} adresi değil",
    goneAt: "{provider} artık saklamıyor",
    unknownAddress: "{provider} bilinmeyen bir adreste saklıyor",
    otherRegion: "{provider} US1 bölgesinin dışında saklıyor",
    redirects: "{provider} dışına yönlendiriyor",
    noLink: "{provider} bağlantısını vermiyor",
    answered: "{provider} HTTP {status} yanıtını verdi",
  },

  kinds: {
    text: "Mesaj",
    image: "Fotoğraf",
    video: "Video",
    audio: "Sesli mesaj",
    document: "Belge",
    sticker: "Çıkartma",
    location: "Konum",
    contacts: "Kişi kartı",
    button: "Düğme",
    interactive: "Seçim",
    template: "Şablon",
    order: "Sipariş",
    reaction: "Tepki",
    edit: "Düzenlenmiş mesaj",
    revoke: "Silinmiş mesaj",
    system: "WhatsApp bildirimi",
    request_welcome: "Sohbeti açtı",
    unsupported: "WhatsApp'ın iletmediği türden bir mesaj",
    unknown: "Bilinmeyen türden bir mesaj",
  },

  handOver: {
    "asked-for": "müşteri bir kişiyle görüşmek istedi",
    "by-the-model": "asistan bir kişinin yanıtlaması gerektiğine karar verdi veya müşteri bunu istedi",
    unsafe: "mesajda bir kişinin okuması gereken sözler var",
    "no-text": "mesaj yalnızca metin değil ve asistan başka bir şey okumuyor",
    "too-much": "müşteri, asistanın tek seferde okuyabileceğinden fazlasını yazdı",
    "no-progress": "asistanın iki yanıtı müşteriyi ilerletmedi, üçüncüsü de ilerletmeyecekti",
    "model-failed": "modelin sunucusu hata verdi veya sunucuya ulaşılamadı",
    refused: "modelin sunucusu bu soruyu reddetti veya bizim tarafımızda bir araç hata verdi",
    "too-slow": "modelin yanıtlaması çok uzun sürdü",
    "model-rests": "model kısa süre önce hata verdi ve bir süre dinlendiriliyor",
    budget: "bu ayın token hakkı tükendi (ASSISTANT_MONTHLY_TOKENS)",
    "no-answer": "model bir yanıta varamadı",
    "too-long": "modelin yanıtı, yanıt sayılamayacak kadar uzundu ve gönderilmedi",
    leak: "modelin yanıtı kendi talimatlarını açığa vuruyordu ve gönderilmedi",
    "unknown-link": "modelin yanıtında bilgi tabanında bulunmayan bir bağlantı vardı ve yanıt gönderilmedi",
    "with-a-person": "o sırada görüşmeyi bir kişi devralmıştı",
    "may-not-answer": "bu müşteriye şu anda otomatik yanıt gönderilemez",
    "not-delivered": "bilindiği kadarıyla asistanın yanıtı müşteriye ulaşmadı",
    "switched-off": "asistan kapatıldı",
  },

  refusals: {
    noTicket: "Zendesk'te böyle bir talep yok",
    closed: "Talep kapatılmış: müşteri için yeni bir talep açın",
    erased: "Bu talebin müşterisi silinmiş: buradan ona hiçbir şey gönderilemez",
    noRequester: "Talebin sahibi yok: birini seçin",
    noNumber:
      "Gönderilecek kimse yok: talep sahibi hiç yazmamış ve kendisine ait bir numarası yok. Zendesk'teki profiline, doğrudan hat olarak, + ve ülke koduyla bir numara ekleyin",
    forAnother:
      "Talep sahibi artık mesajları bu talepte duran müşteri değil, mesaj yanlış kişiye ulaşabilir. Müşteriyi yeniden talep sahibi yapın veya yeni bir talep açın",
    changed: "Şablonun içeriği bu arada değişti: bir kez daha bakın",
    nothingWaits: "Müşterinin yazmasını bekleyen bir yanıt yok",
    noInvitation: "Müşterilerden yeniden yazmasını isteyen bir şablon ayarlanmamış",
    notMadeByAgent:
      "Bu etiket, bir temsilcinin Zendesk web formunda müşteri için açtığı taleplerde görüşmeyi başlatır; bu talep onlardan değil. whatsapp_template_ etiketini, sonuna bir şablon adı ekleyerek kullanın",
    noStartTemplate:
      "Bu etiket için şablon ayarlanmamış: Tickline yöneticisinin WHATSAPP_START_TEMPLATE ayarını yapması gerekir",
    preview: "Bu kurulum bir önizlemedir: yalnızca PREVIEW_ALLOWED_NUMBERS ayarındaki numaralara gönderir",
    unwanted: "Müşteriye mesaj gönderilmiyor: mesajları durdurmuş veya engellenmiş",
    blocked: "Kişi engellenmiş: yeniden yazmak için engelini kaldırın; bunu konsolda bir yönetici yapabilir",
    optedOut:
      "Müşteri WhatsApp üzerinden artık mesaj istemiyor. START yazana veya biri onu konsolda yeniden kaydedene kadar oradan mesaj almaz",
    optedOutOfSms:
      "Müşteri SMS ile artık mesaj istemiyor. START yazana veya biri onu konsolda yeniden kaydedene kadar oradan mesaj almaz",
    before:
      "İptal edildi veya sırası geldiğinde müşteriye mesaj gönderilmemesi gerekiyordu. Hâlâ gönderilecekse bir kez daha gönderin",
    invalidNumber: "Müşteriye {provider} ile ulaşılamıyor: başka bir sağlayıcının şablonunu seçin",
    otherwise: "Gönderilmedi: {reason}",
    templateRefused: "{provider} şablonu reddediyor",
    templateUnknown:
      "{name} adlı bir şablon yok: etiketi ve şablonun sağlayıcısından okunup okunmadığını denetleyin",
    templateNotIn: "{name} şablonu şu dilde yok: {language}. Şu etiketlerden birini de ekleyin: {tags}",
    templateInSeveral: "{name} şablonu birden çok dilde var: şu etiketlerden birini de ekleyin: {tags}",
    templatesAlike:
      "Birden çok {provider} şablonunun adı {name} ({language}) ve etiket hangisi olduğunu belirleyemiyor: şablonu kenar çubuğundan gönderin ya da ötekileri silin veya yeniden adlandırın",
    templateGone: "{name} şablonu artık sağlayıcısında yok: başka birini seçin",
    templateNotApproved: "{name} şablonu onaylı değil, durumu: {status}. Başka birini seçin",
    templateWithFile:
      "{name} şablonunun başlığında veya bir düğmesinde burada doldurulamayan bir dosya veya değişken var: başka birini seçin",
    variableEmpty: "{name} değişkeni boş: {why}",
    fieldEmpty: "onu {field} talep alanı dolduruyor ve bu alan bu talepte boş",
    fieldUnmapped:
      "şablonu kenar çubuğundan gönderin veya Tickline yöneticisinden onu dolduracak talep alanını şöyle belirtmesini isteyin: {setting}",
  },
};
