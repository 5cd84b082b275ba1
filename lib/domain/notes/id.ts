import type { NoteCatalogue } from "./catalogue.ts";

/** Indonesian, as agents read it, with the words of Zendesk's interface: tiket, pemohon. */
export const id: NoteCatalogue = {
  sentences: {
    // Replies that have not gone out
    held: "Balasan ini belum dikirim: WhatsApp hanya menerima teks bebas dalam 24 jam sejak pesan terakhir pelanggan.",
    heldSince:
      "Balasan ini belum dikirim: WhatsApp hanya menerima teks bebas dalam 24 jam sejak pesan terakhir pelanggan, yang masuk pada {when}.",
    askedByInvitation: "Pelanggan sudah dikirimi templat yang memintanya menulis lagi.",
    askedByTemplate:
      "Pelanggan sudah dikirimi templat kurang dari 24 jam yang lalu, jadi tidak ditambahkan templat yang memintanya menulis.",
    askedInVain:
      "Templat yang memintanya menulis lagi tidak sampai: templat itu dapat dikirim sekali lagi dari samping tiket ini, atau hubungi pelanggan lewat cara lain.",
    askedByNothing:
      "Tidak ada templat yang disiapkan untuk meminta pelanggan menulis lagi, jadi silakan hubungi pelanggan lewat cara lain.",
    goesByItself:
      "Begitu pelanggan menulis, balasan terkirim dengan sendirinya; tidak ada yang perlu ditulis dua kali.",
    providerAway:
      "Balasan ini belum dikirim: untuk saat ini tidak ada yang sampai ke penyedia layanan pesan pelanggan, dan pengelola Tickline sudah diberi tahu. Begitu pulih, tulisan Anda terkirim dengan sendirinya; tidak ada yang perlu ditulis dua kali.",
    unwelcomeStop:
      "Balasan ini tidak dikirim: pelanggan menulis STOP {channel} dan tidak menerima pesan di sana sampai menulis START. Silakan hubungi pelanggan lewat cara lain.",
    unwelcomeRefusal:
      "Balasan ini tidak dikirim: lewat WhatsApp atau operatornya, pelanggan meminta agar tidak dikirimi pesan lagi {channel}. Pelanggan tidak menerima pesan di sana sampai menulis START. Silakan hubungi pelanggan lewat cara lain.",
    unwelcomeBlocked:
      "Balasan ini tidak dikirim: kontak ini diblokir. Buka blokirnya untuk menulis kepadanya lagi.",
    unwelcomeBefore:
      "Balasan ini tidak dikirim: saat tiba gilirannya, pelanggan sedang tidak boleh dikirimi pesan. Sekarang sudah boleh lagi: silakan tulis sekali lagi.",
    forAnother:
      "Balasan ini tidak dikirim ke telepon: pemohon tiket ini bukan lagi pelanggan yang pesan-pesannya ada di dalamnya, dan balasan bisa sampai ke orang yang salah. Silakan hubungi pemohon yang sekarang lewat cara lain, misalnya email. Jika balasan ini untuk pelanggan, jadikan pelanggan itu pemohon lagi dan tulis sekali lagi.",
    unread:
      "Satu balasan publik pada tiket ini tidak dikirim ke pelanggan: Tickline tidak dapat membacanya. Silakan tulis sekali lagi.",
    late: "Tidak dikirim ke pelanggan: balasan publik pada tiket ini dari {moments}. Tickline baru mengetahuinya lebih dari dua jam kemudian, ketika isinya mungkin sudah tidak berlaku. Yang masih penting, silakan tulis sekali lagi.",
    windowCloses:
      "Tiket ini menunggu jawaban, dan WhatsApp hanya menerima teks bebas sampai {when}. Balasan setelah itu menunggu sampai pelanggan menulis lagi.",
    windowClosed:
      "Tiket ini masih menunggu jawaban, dan WhatsApp hanya menerima teks bebas sampai {when}. Sekarang hanya templat yang sampai ke pelanggan: balasan menunggu sampai pelanggan menulis lagi.",
    ratedGood: "Pelanggan ditanya bagaimana bantuannya, dan menjawab: baik.",
    ratedSoSo: "Pelanggan ditanya bagaimana bantuannya, dan menjawab: biasa saja.",
    ratedBad: "Pelanggan ditanya bagaimana bantuannya, dan menjawab: buruk.",
    ratedWhy: "Menurut pelanggan, yang seharusnya lebih baik:\n\n{words}",
    /** What {channel} becomes. */
    onWhatsapp: "di WhatsApp",
    bySms: "lewat SMS",

    // What became of what was sent
    undelivered: "Tidak terkirim: {what}\nSebab: {reason}\nYang perlu dilakukan: {nextStep}",
    unconfirmed: "Mungkin tidak sampai: {what}\nSebab: {reason}\nYang perlu dilakukan: {nextStep}",
    unconfirmedReason:
      "Jawaban penyedia layanan hilang, dan tidak ada yang tahu apakah pesan itu terkirim. Pesan tidak dikirim ulang dengan sendirinya, karena pelanggan bisa menerimanya dua kali.",
    unconfirmedNextStep:
      'Jika pelanggan belum menerimanya, tulis sekali lagi, atau tekan "Send again" di konsol Tickline, di bawah Unconfirmed.',
    confirmed: "Ternyata sudah terkirim, dan tidak perlu dikirim lagi: {what}",
    delivered: "Sampai pada {when}: {what}",
    deliveredInPieces: "Sampai pada {when}, dikirim sebagai {messages}: {what}",
    read: "Dibaca pada {when}: {what}",
    readInPieces: "Dibaca pada {when}, dikirim sebagai {messages}: {what}",

    // What a ticket lacks
    lost: "Pesan yang ditulis pelanggan pada {when} tidak dapat ditambahkan ke tiket ini.",
    attachmentLost:
      "Lampiran {number} dari pesan yang ditulis pelanggan pada {when} tidak dapat ditambahkan ke tiket ini, dan tidak akan menyusul.",
    readInConsole: "Dapat dibaca di konsol Tickline: {url}",
    readInLog: "Tersimpan di log kontak Tickline.",

    // What others said
    inBusinessApp: "Ditulis kepada pelanggan di aplikasi WhatsApp Business:",
    byMetasAgent: "Agen Meta menjawab:",
    answeredByMeta: "Sebelum ini, percakapan dipegang agen Meta:",
    handedOver: "Asisten menyerahkan percakapan: {why}.",
    answeredToo: "Asisten sudah menjawab, dan menilai bahwa seseorang perlu menanganinya juga.",
    assistantSummary: "Ringkasan asisten: {summary}",
    wroteBefore: "Yang ditulis pelanggan dan asisten sebelumnya:",
    answeredByAssistant: "Asisten menjawab di samping tiket ini:",
    approved: "Pelanggan menyetujui {reference} lewat pesan.",
    rejected: "Pelanggan menolak {reference} lewat pesan.",
    customer: "Pelanggan",
    assistant: "Asisten",
    metasAgent: "Agen Meta",
    didNotArrive: "(tidak sampai)",
    textForgotten: "(teksnya tidak disimpan lagi)",
    noText: "(tanpa teks)",

    // Around a customer's words
    forwarded: "(diteruskan)",
    location: "Lokasi:",
    referral: "Datang dari iklan: {ad}",
    cameLate: "[Ditulis pada {when}. Terlambat sampai ke Tickline.]",
    reacted: "Memberi reaksi {emoji} pada {what}",
    tookBack: "Menarik kembali reaksi pada {what}",
    edited: "Mengedit {what}, yang kini berbunyi:",
    deleted: "Menghapus {what}",
    earlierMessage: "pesan sebelumnya",
    lateAttachment: "Lampiran {number} dari pesan sebelumnya",
    lateAttachmentRefused: "Lampiran {number} dari pesan sebelumnya tidak dapat dilampirkan: {why}",
    notAttached: "Lampiran {number} tidak dapat dilampirkan: {why}",
    attachmentFollows: "Lampiran {number} tidak dapat dilampirkan: {why}. Akan menyusul bila sudah tersedia",

    // Templates from tickets
    anAgent: "Seorang agen",
    templateSent: "{by} mengirim templat ini kepada pelanggan ({name}, {language}):",
    templateBegins:
      "Templat ini memulai percakapan: jawaban pelanggan muncul di sini. Yang ditulis pada tiket ini sebelumnya tidak dikirim kepadanya.",
    templateDropped: "Templat {what} akhirnya tidak dikirim. {why}.",
    tagRefused:
      "Tidak ada yang dikirim untuk tag {tag}: {why}. Tag itu sudah dilepas; setelah masalahnya beres, pasang lagi.",
    tagStays:
      "Zendesk tidak mengizinkan Tickline melepas tag {tag}. Selama tag itu ada, tidak ada lagi yang dikirim untuknya: silakan lepas secara manual, dan gunakan bilah samping bila ada yang perlu dikirim lagi.",
    tagWentLate:
      "Tag {tag} sebelumnya tidak dapat dilepas, dan sekarang sudah. Kali ini tidak ada yang dikirim untuknya: pasang lagi jika perlu dikirim.",
    tagTooOften:
      "Tidak ada yang dikirim untuk tag {tag}: tag itu sudah mengirim {messages} dalam sehari, dan pelanggan belum menulis sejak itu. Silakan periksa apakah ada pemicu atau otomatisasi di Zendesk yang memasangnya. Bilah samping tetap dapat mengirim.",
    tagsUnread:
      "Sebuah tag pada tiket ini meminta templat, yang mungkin tidak dikirim: Tickline tidak dapat membaca tiket ini, atau melepas tag itu. Silakan periksa apa yang sudah dikirim ke pelanggan, dan pasang lagi tag itu jika perlu dikirim.",
    invited:
      "{by} meminta pelanggan menulis lagi, dengan templat untuk itu. Yang menunggu terkirim begitu pelanggan menulis.",
  },

  counted: {
    messages: { other: "{count} pesan" },
    attachments: { other: "{count} lampiran" },
    earlierMessages: { other: "({count} pesan sebelumnya hanya ada di konsol)" },
  },

  files: {
    tooSlow: "tidak dapat diambil tepat waktu",
    gone: "penyedia layanan tidak memilikinya lagi",
    notServed: "penyedia layanan tidak memberikannya",
    zendeskRefuses: "Zendesk tidak menerima file ini",
    zendeskFails: "Zendesk untuk sementara tidak menerima file ini",
    type: "file berjenis {type} tidak diterima",
    tooLarge: "ukurannya lebih dari 25 MB",
    foreign: "alamatnya bukan milik {provider}",
    goneAt: "{provider} tidak memilikinya lagi",
    unknownAddress: "{provider} menyimpannya di alamat yang tidak dikenal",
    otherRegion: "{provider} menyimpannya di luar wilayah US1",
    redirects: "alamatnya mengalihkan ke luar {provider}",
    noLink: "{provider} tidak memberi tautan ke file ini",
    answered: "{provider} menjawab HTTP {status}",
  },

  kinds: {
    text: "Pesan",
    image: "Foto",
    video: "Video",
    audio: "Pesan suara",
    document: "Dokumen",
    sticker: "Stiker",
    location: "Lokasi",
    contacts: "Kartu kontak",
    button: "Tombol",
    interactive: "Pilihan",
    template: "Templat",
    order: "Pesanan",
    reaction: "Reaksi",
    edit: "Pesan yang diedit",
    revoke: "Pesan yang dihapus",
    system: "Pemberitahuan dari WhatsApp",
    request_welcome: "Membuka obrolan",
    unsupported: "Pesan dari jenis yang tidak diteruskan WhatsApp",
    unknown: "Pesan dari jenis yang tidak dikenal",
  },

  handOver: {
    "asked-for": "pelanggan meminta bicara dengan seseorang",
    "by-the-model": "asisten menilai bahwa seseorang perlu menjawab, atau pelanggan memintanya",
    unsafe: "pesan ini memuat kata-kata yang harus dibaca seseorang",
    "no-text": "pesan ini bukan hanya teks, dan asisten tidak membaca yang lain",
    "too-much": "pelanggan menulis lebih banyak daripada yang boleh dibaca asisten sekaligus",
    "no-progress": "dua jawaban asisten tidak membantu pelanggan, dan yang ketiga pun tidak akan membantu",
    "model-failed": "server model gagal, atau tidak dapat dihubungi",
    refused: "server model menolak pertanyaan ini, atau sebuah alat di pihak kami gagal",
    "too-slow": "model terlalu lama menjawab",
    "model-rests": "model baru saja gagal, dan dibiarkan dulu untuk sementara",
    budget: "token bulan ini sudah habis (ASSISTANT_MONTHLY_TOKENS)",
    "no-answer": "model tidak menghasilkan jawaban",
    "too-long": "jawaban model terlalu panjang untuk sebuah jawaban, dan tidak dikirim",
    leak: "jawaban model membocorkan instruksinya, dan tidak dikirim",
    "unknown-link": "jawaban model memuat tautan yang tidak ada dalam basis pengetahuan, dan tidak dikirim",
    "with-a-person": "saat itu percakapan sudah dipegang seseorang",
    "may-not-answer": "sekarang tidak boleh ada jawaban otomatis ke pelanggan ini",
    "not-delivered": "sejauh yang diketahui, jawaban asisten tidak sampai ke pelanggan",
    "switched-off": "asisten dimatikan",
  },

  refusals: {
    noTicket: "Tiket itu tidak ada di Zendesk",
    closed: "Tiket ini sudah ditutup: buka tiket baru untuk pelanggan",
    erased: "Data pelanggan tiket ini sudah dihapus: tidak ada yang dapat dikirim kepadanya dari sini",
    noRequester: "Tiket ini tidak punya pemohon: pilih satu",
    noNumber:
      "Tidak ada tujuan pengiriman: pemohon tiket ini belum pernah menulis, dan tidak punya nomor sendiri. Tambahkan nomor di profilnya di Zendesk, sebagai saluran langsung, dengan + dan kode negara",
    forAnother:
      "Pemohon tiket ini bukan lagi pelanggan yang pesan-pesannya ada di dalamnya, dan pesan bisa sampai ke orang yang salah. Jadikan pelanggan itu pemohon lagi, atau buka tiket baru",
    changed: "Isi templat sekarang sudah berbeda: lihat sekali lagi",
    nothingWaits: "Tidak ada jawaban yang menunggu pelanggan menulis",
    noInvitation: "Tidak ada templat yang disiapkan untuk meminta pelanggan menulis lagi",
    notMadeByAgent:
      "Tag itu memulai percakapan pada tiket yang dibuat agen untuk pelanggan lewat formulir web Zendesk, dan tiket ini bukan. Gunakan tag whatsapp_template_ diikuti nama templat",
    noStartTemplate:
      "Belum ada templat untuk tag itu: pengelola Tickline menetapkannya dengan WHATSAPP_START_TEMPLATE",
    preview: "Instalasi ini hanya pratinjau: hanya mengirim ke nomor-nomor dalam PREVIEW_ALLOWED_NUMBERS",
    unwanted: "Pelanggan tidak dikirimi pesan: ia sudah berhenti berlangganan, atau diblokir",
    blocked:
      "Kontak ini diblokir: buka blokirnya untuk menulis kepadanya lagi; itu hanya dapat dilakukan admin di konsol",
    optedOut:
      "Pelanggan meminta agar tidak dikirimi pesan lagi di WhatsApp. Ia tidak menerima pesan di sana sampai menulis START, atau didaftarkan lagi oleh seseorang di konsol",
    optedOutOfSms:
      "Pelanggan meminta agar tidak dikirimi pesan lagi lewat SMS. Ia tidak menerima pesan di sana sampai menulis START, atau didaftarkan lagi oleh seseorang di konsol",
    before:
      "Pengirimannya dibatalkan, atau pelanggan sedang tidak boleh dikirimi pesan saat tiba gilirannya. Jika masih perlu dikirim, kirim sekali lagi",
    invalidNumber: "Pelanggan tidak dapat dihubungi lewat {provider}: pilih templat dari penyedia lain",
    otherwise: "Tidak dikirim: {reason}",
    templateRefused: "{provider} menolak templat ini",
    templateUnknown:
      "Tidak ada templat bernama {name}: periksa tag itu, dan apakah templatnya sudah dibaca dari penyedianya",
    templateNotIn: "Templat {name} tidak ada dalam {language}: pasang juga salah satu tag {tags}",
    templateInSeveral: "Templat {name} ada dalam beberapa bahasa: pasang juga salah satu tag {tags}",
    templatesAlike:
      "Beberapa templat {provider} bernama {name} dalam {language}, dan tag tidak dapat membedakannya: kirim dari bilah samping, atau hapus atau ganti nama yang lain",
    templateGone: "Templat {name} tidak ada lagi di penyedianya: pilih yang lain",
    templateNotApproved: "Templat {name} berstatus {status}, belum disetujui: pilih yang lain",
    templateWithFile:
      "Templat {name} memiliki file atau variabel di header atau tombolnya, yang tidak dapat diisi di sini: pilih yang lain",
    variableEmpty: "Variabel {name} kosong: {why}",
    fieldEmpty: "kolom tiket {field} mengisinya, dan kosong pada tiket ini",
    fieldUnmapped:
      "kirim templat dari bilah samping, atau minta pengelola Tickline menyebutkan kolom tiket yang mengisinya, sebagai {setting}",
  },
};
