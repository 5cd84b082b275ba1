import type { Catalogue } from "./catalogue.ts";

/** Turkish, with "siz". What is filled in takes no suffix: which one it would be, its sound decides. */
export const tr: Catalogue = {
  sentences: {
    ticketCreated: "Talebiniz oluşturuldu (#{ticketId}): “{message}”. Size en kısa sürede dönüş yapacağız.",
    ticketCreatedWhileAway:
      "Talebiniz oluşturuldu (#{ticketId}): “{message}”. " +
      "Ekibimiz şu anda mesai dışında; mesajınızı {when} itibarıyla okuyacak.",
    moreDetails:
      "Lütfen konuyu biraz daha ayrıntılı yazar mısınız? " +
      "Örneğin: “Giriş yapamıyorum” veya “123 numaralı faturayla ilgili sorum var”",
    ticketDelayed:
      "Mesajınız bize ulaştı ve güvende. Talep sistemimiz şu anda yavaş yanıt veriyor: " +
      "talep numaranızı alır almaz buradan ileteceğiz.",
    ticketRefused:
      "Üzgünüz, şu anda talebinizi oluşturamadık. " +
      "Lütfen daha sonra tekrar deneyin veya doğrudan müşteri hizmetlerine ulaşın.",
    commentRefused:
      "Üzgünüz, mesajınız #{ticketId} numaralı talebinize eklenemedi. " +
      "Lütfen tekrar yazın veya doğrudan müşteri hizmetlerine ulaşın.",
    unanswered:
      "Üzgünüz, bizim tarafımızda bir sorun oluştu ve mesajınız ekibimize ulaşmadı. " +
      "Lütfen tekrar yazın veya doğrudan müşteri hizmetlerine ulaşın.",
    tooMany:
      "Kısa sürede çok sayıda mesaj yazdınız, bu yüzden son mesajlarınız ekibimize ulaşmadı. " +
      "Lütfen biraz bekleyip tekrar yazın.",

    welcome:
      "Merhaba! Size nasıl yardımcı olabileceğimizi yazın, sizin için bir talep oluşturalım. " +
      "Başka neler yapabileceğinizi görmek için YARDIM yazın.",
    welcomeWithTicket:
      "Merhaba! #{ticketId} numaralı talebiniz açık: buraya yazdıklarınızı ekibimiz orada okur. " +
      "Başka neler yapabileceğinizi görmek için YARDIM yazın.",
    help:
      "Konuyu bir mesajla anlatın, sizin için bir talep oluşturalım. " +
      "Örneğin: “Giriş yapamıyorum” veya “123 numaralı faturayla ilgili sorum var”. " +
      "Ya da şu kelimelerden birini yazın:",
    helpButton: "Seçin",
    reference: "REFERANS",

    noTickets: "Bizde kayıtlı talebiniz yok. Konuyu bir mesajla anlatın, bir talep oluşturalım.",
    yourTickets: "Talepleriniz:",
    ticketLine: "#{ticketId} “{subject}”: {status}",
    statusNew: "bize ulaştı, yakında ilgileneceğiz",
    statusOpen: "üzerinde çalışıyoruz",
    statusPending: "yanıtınızı bekliyor",
    statusHold: "başka birinden yanıt bekliyoruz",
    statusSolved: "çözüldü",
    statusClosed: "kapandı",

    nothingPending: "Sizi bekleyen bir şey yok.",
    pendingTicket: "#{ticketId} numaralı talep “{subject}” yanıtınızı bekliyor: buraya yazın.",
    pendingReminder: "Hatırlatma “{reminder}”: teyit etmek için TEYİT yazın.",
    pendingApproval: "Onay {reference}: ONAYLA {reference} veya REDDET {reference} yazın.",
    pendingElsewhere: "{channel} sizi bekleyen başka şeyler de var: size sorduğumuz sohbette BEKLEYEN yazın.",
    onWhatsapp: "WhatsApp üzerinden",
    bySms: "SMS üzerinden",

    acknowledged: "Teşekkürler, not edildi: “{reminder}”",
    nothingToAcknowledge: "Teyit edilecek bir hatırlatma yok.",
    acknowledgeElsewhere:
      "Burada teyit edilecek bir hatırlatma yok. Size {channel} hatırlatmıştık: lütfen orada TEYİT yazın.",
    approved: "Teşekkürler, onayladınız: {reference}.",
    rejected: "Teşekkürler, reddettiniz: {reference}.",
    approvedBefore:
      "Bunu daha önce onaylamıştınız: {reference}. Böyle kalıyor; değişmesi gerekiyorsa bize yazın.",
    rejectedBefore:
      "Bunu daha önce reddetmiştiniz: {reference}. Böyle kalıyor; değişmesi gerekiyorsa bize yazın.",
    noSuchApproval: "Bu referansla sizden beklenen bir onay yok.",
    decideElsewhere:
      "Buna yalnızca sorduğumuz yerden yanıt verebilirsiniz: {channel}, sorumuzun olduğu sohbette.",
    whichApproval: "Mesajımızdaki referansla birlikte {word} yazın, örneğin {word} A-123.",

    optedOut: "{channel} artık bizden mesaj almayacaksınız. Fikrinizi değiştirirseniz buraya BAŞLAT yazın.",
    optedIn:
      "Tekrar hoş geldiniz: {channel} mesajlarımızı yeniden alacaksınız. " +
      "Almak istemezseniz istediğiniz zaman buraya DURDUR yazın.",

    handedOver: "Ekibimizden biri devralıyor ve size buradan yanıt verecek.",
    handedOverUnsafe:
      "Bunu ekibimizden biri okuyacak. Acil bir durumda lütfen önce bulunduğunuz yerin acil yardım numarasını arayın.",

    yourMessage: "mesajınız",
    messageToRead: "Bir kişinin okuması gereken mesaj",
    kindMessage: "Mesaj",
    kindPhoto: "Fotoğraf",
    kindVideo: "Video",
    kindVoice: "Sesli mesaj",
    kindDocument: "Belge",
    kindSticker: "Çıkartma",
    kindLocation: "Konum",
    kindContact: "Kişi",
    kindButton: "Düğme",
    kindChoice: "Seçim",
    kindOrder: "Sipariş",
    kindReaction: "Tepki",
    kindEdited: "Düzenlenen mesaj",
    kindDeleted: "Silinen mesaj",
    kindUnsupported: "WhatsApp'ın iletmediği türde bir mesaj",
    kindUnknown: "Bilinmeyen türde bir mesaj",

    languageChosen: "Bundan sonra size {language} yazacağız.",
    whichLanguage: "Size hangi dilde yazalım? Seçin:",
    noSuchLanguage: "Size henüz bu dilde yazamıyoruz. Şunlardan birini seçin:",
    languageButton: "Diller",

    ratingAsked: "#{ticketId} numaralı talebiniz “{subject}” çözüldü. Yardımımız nasıldı?",
    ratingByNumber: "İyi için 1, idare eder için 2, kötü için 3 yazın.",
    ratingGood: "İyi",
    ratingSoSo: "İdare eder",
    ratingBad: "Kötü",
    ratingThanks: "Geri bildiriminiz için teşekkürler.",
    ratingWhatWentWrong: "Üzgünüz. Neyi daha iyi yapmalıydık? Buraya yazın, ekibimiz okur.",
    ratingWordsThanks: "Teşekkürler. Yazdıklarınızı ekibimiz okuyacak.",
    ratingBySurvey:
      "#{ticketId} numaralı talebiniz “{subject}” çözüldü. Yardımımız nasıldı, bize anlatın: {link}",

    invitation:
      "Merhaba, #{ticketId} numaralı talebinize bir yanıtımız var. Buraya herhangi bir şey yazın, size iletelim.",
  },

  commands: {
    status: { words: ["durum"], summary: "son taleplerinizin durumu" },
    pending: { words: ["bekleyen", "bekleyenler"], summary: "sizi bekleyenler" },
    ack: { words: ["teyit"], summary: "son hatırlatmamızı teyit etmek" },
    approve: { words: ["onayla"], summary: "onayınızı istediğimiz şeye evet demek" },
    reject: { words: ["reddet"], summary: "onayınızı istediğimiz şeye hayır demek" },
    help: { words: ["yardım", "menü"], summary: "bu listeyi görmek" },
    // Neither "iyi geceler" nor "kolay gelsin": so people take their leave.
    hi: {
      words: [
        "merhaba|merhabalar|selam|selamlar|selamün aleyküm|slm|mrb|günaydın|tünaydın|iyi günler|iyi akşamlar",
        "merhaba iyi günler",
      ].flatMap((line) => line.split("|")),
      summary: null,
    },
    language: { words: ["dil", "diller"], summary: "size yazdığımız dili seçmek" },
    // RET is what Turkish operators taught everybody. Neither DUR nor İPTAL: they are said to people, of other things.
    stop: { words: ["durdur", "ret"], summary: "artık mesaj almamak" },
    start: { words: ["başlat"], summary: null },
    human: { words: ["temsilci", "müşteri temsilcisi"], summary: "bir insanla görüşmek" },
  },

  vague: [
    "iyi geceler|kolay gelsin|iyi çalışmalar",
    "yardım|yardım edin|yardım lütfen|lütfen yardım edin|bana yardım edin|yardım eder misiniz|yardımcı olur musunuz|yardım edebilir misiniz|yardıma ihtiyacım var|destek|merhaba yardıma ihtiyacım var",
    "evet|hayır|tamam|tmm|olur|peki|teşekkürler|teşekkür ederim|teşekkür|sağ olun|sağolun|sağ ol|tşk|lütfen|test|deneme|soru|bir sorum var|sorum var|bir şey soracağım|sorun|bir sorunum var|kimse var mı|orada mısınız",
  ].flatMap((line) => line.split("|")),
};
