import type { Catalogue } from "./catalogue.ts";

/** Indonesian, with "Anda". */
export const id: Catalogue = {
  sentences: {
    ticketCreated: "Tiket #{ticketId} sudah dibuat: '{message}'. Kami akan segera menghubungi Anda.",
    ticketCreatedWhileAway:
      "Tiket #{ticketId} sudah dibuat: '{message}'. Tim kami sedang tidak bertugas dan akan membacanya mulai {when}.",
    moreDetails:
      "Mohon jelaskan keperluan Anda sedikit lebih rinci. " +
      "Contohnya: 'Saya tidak bisa masuk' atau 'Pertanyaan tentang tagihan nomor 123'",
    ticketDelayed:
      "Pesan Anda sudah kami terima dan aman. Sistem tiket kami sedang lambat: " +
      "nomor tiket Anda akan kami kirim di sini begitu kami dapatkan.",
    ticketRefused:
      "Maaf, saat ini kami tidak dapat membuat tiket untuk Anda. " +
      "Silakan coba lagi nanti atau hubungi layanan pelanggan secara langsung.",
    commentRefused:
      "Maaf, pesan Anda tidak dapat ditambahkan ke tiket #{ticketId}. " +
      "Silakan tulis sekali lagi atau hubungi layanan pelanggan secara langsung.",
    unanswered:
      "Maaf, ada gangguan di pihak kami dan pesan Anda tidak sampai ke tim kami. " +
      "Silakan tulis sekali lagi atau hubungi layanan pelanggan secara langsung.",
    tooMany:
      "Anda menulis banyak pesan dalam waktu singkat, jadi pesan-pesan terakhir Anda tidak sampai ke tim kami. " +
      "Mohon tunggu sebentar, lalu tulis lagi.",

    welcome:
      "Halo! Tulis apa yang bisa kami bantu, dan kami akan membuat tiket untuk Anda. " +
      "Tulis BANTUAN untuk melihat apa lagi yang bisa Anda lakukan.",
    welcomeWithTicket:
      "Halo! Tiket Anda #{ticketId} masih terbuka: tulis di sini dan tim kami akan membacanya. " +
      "Tulis BANTUAN untuk melihat apa lagi yang bisa Anda lakukan.",
    help:
      "Jelaskan keperluan Anda dalam satu pesan, dan kami akan membuat tiket untuk Anda. " +
      "Contohnya: 'Saya tidak bisa masuk' atau 'Pertanyaan tentang tagihan nomor 123'. " +
      "Atau tulis salah satu kata ini:",
    helpButton: "Pilih",
    reference: "REFERENSI",

    noTickets:
      "Anda belum memiliki tiket. Jelaskan keperluan Anda dalam satu pesan, dan kami akan membuatnya.",
    yourTickets: "Tiket Anda:",
    ticketLine: "#{ticketId} '{subject}': {status}",
    statusNew: "sudah kami terima dan akan segera kami periksa",
    statusOpen: "sedang kami tangani",
    statusPending: "menunggu jawaban Anda",
    statusHold: "kami menunggu pihak lain",
    statusSolved: "selesai",
    statusClosed: "ditutup",

    nothingPending: "Tidak ada yang menunggu Anda.",
    pendingTicket: "Tiket #{ticketId} '{subject}' menunggu jawaban Anda: tulis di sini.",
    pendingReminder: "Pengingat '{reminder}': tulis DIBACA jika sudah Anda baca.",
    pendingApproval: "Persetujuan {reference}: tulis SETUJUI {reference} atau TOLAK {reference}.",
    pendingElsewhere:
      "Masih ada yang menunggu Anda {channel}, di obrolan tempat kami bertanya: tulis TERTUNDA di sana.",
    onWhatsapp: "di WhatsApp",
    bySms: "lewat SMS",

    acknowledged: "Terima kasih, sudah kami catat: '{reminder}'",
    nothingToAcknowledge: "Tidak ada pengingat yang perlu dikonfirmasi.",
    acknowledgeElsewhere:
      "Tidak ada pengingat yang perlu dikonfirmasi di sini. Kami mengingatkan Anda {channel}: silakan tulis DIBACA di sana.",
    approved: "Terima kasih, Anda menyetujui {reference}.",
    rejected: "Terima kasih, Anda menolak {reference}.",
    approvedBefore:
      "Anda sudah menyetujui {reference} sebelumnya; ini tetap berlaku. Tulis kepada kami jika perlu diubah.",
    rejectedBefore:
      "Anda sudah menolak {reference} sebelumnya; ini tetap berlaku. Tulis kepada kami jika perlu diubah.",
    noSuchApproval: "Tidak ada permintaan persetujuan untuk Anda dengan referensi itu.",
    decideElsewhere:
      "Ini hanya bisa dijawab di tempat kami bertanya kepada Anda: {channel}, di obrolan yang berisi pertanyaan kami.",
    whichApproval: "Tulis {word} dan referensi dari pesan kami, misalnya {word} A-123.",

    optedOut:
      "Anda tidak akan menerima pesan lagi dari kami {channel}. Tulis MULAI di sini jika Anda berubah pikiran.",
    optedIn:
      "Selamat datang kembali: Anda akan menerima pesan kami {channel} lagi. " +
      "Tulis BERHENTI di sini kapan saja untuk menghentikannya.",

    handedOver: "Petugas dari tim kami akan mengambil alih dan menjawab Anda di sini.",
    handedOverUnsafe:
      "Petugas dari tim kami akan membaca ini. Dalam keadaan darurat, hubungi dahulu nomor darurat setempat.",

    yourMessage: "pesan Anda",
    messageToRead: "Pesan yang harus dibaca petugas",
    kindMessage: "Pesan",
    kindPhoto: "Foto",
    kindVideo: "Video",
    kindVoice: "Pesan suara",
    kindDocument: "Dokumen",
    kindSticker: "Stiker",
    kindLocation: "Lokasi",
    kindContact: "Kontak",
    kindButton: "Tombol",
    kindChoice: "Pilihan",
    kindOrder: "Pesanan",
    kindReaction: "Reaksi",
    kindEdited: "Pesan yang diedit",
    kindDeleted: "Pesan yang dihapus",
    kindUnsupported: "Pesan jenis yang tidak diteruskan WhatsApp",
    kindUnknown: "Pesan jenis yang tidak dikenal",

    languageChosen: "Mulai sekarang kami menulis kepada Anda dalam {language}.",
    whichLanguage: "Pilih bahasa yang kami gunakan untuk menulis kepada Anda:",
    noSuchLanguage: "Kami belum bisa menulis kepada Anda dalam bahasa itu. Pilih salah satu dari ini:",
    languageButton: "Bahasa",

    ratingAsked: "Tiket Anda #{ticketId} '{subject}' sudah selesai. Bagaimana bantuan kami?",
    ratingByNumber: "Jawab 1 untuk baik, 2 untuk biasa saja, 3 untuk buruk.",
    ratingGood: "Baik",
    ratingSoSo: "Biasa saja",
    ratingBad: "Buruk",
    ratingThanks: "Terima kasih atas penilaian Anda.",
    ratingWhatWentWrong:
      "Kami mohon maaf. Apa yang seharusnya kami lakukan lebih baik? Tulis di sini, tim kami akan membacanya.",
    ratingWordsThanks: "Terima kasih. Tim kami akan membaca tulisan Anda.",
    ratingBySurvey:
      "Tiket Anda #{ticketId} '{subject}' sudah selesai. Beri tahu kami bagaimana bantuan kami: {link}",

    invitation:
      "Kami punya jawaban untuk tiket Anda #{ticketId}. Tulis apa saja di sini, dan Anda akan menerimanya.",
  },

  commands: {
    status: { words: ["status"], summary: "perkembangan tiket terakhir Anda" },
    pending: { words: ["tertunda"], summary: "apa yang menunggu Anda" },
    // Not KONFIRMASI, nor SETUJU below: so people answer an agent.
    ack: { words: ["dibaca"], summary: "menandai pengingat terakhir kami sudah dibaca" },
    approve: { words: ["setujui"], summary: "menyetujui hal yang kami ajukan kepada Anda" },
    reject: { words: ["tolak"], summary: "menolak hal yang kami ajukan kepada Anda" },
    help: { words: ["bantuan"], summary: "melihat daftar ini" },
    // Neither "pagi" and the like, which also answer when, nor "hai", which is also Hindi for "it is".
    hi: {
      words: [
        "halo|hallo|halo kak|halo min|halo gan|hai kak|hai min|salam|selamat pagi|selamat siang|selamat sore",
        "selamat malam|assalamualaikum|assalamu alaikum",
      ].flatMap((line) => line.split("|")),
      summary: null,
    },
    language: { words: ["bahasa"], summary: "memilih bahasa yang kami gunakan" },
    stop: { words: ["berhenti", "unreg"], summary: "tidak menerima pesan lagi" },
    start: { words: ["mulai"], summary: null },
    human: { words: ["petugas", "manusia"], summary: "berbicara dengan petugas kami" },
  },

  vague: [
    "hai|pagi|siang|malam|permisi|punten|pagi kak|siang kak|sore kak|malam kak|permisi kak|permisi min",
    "tolong|tolong bantu|tolong bantu saya|mohon bantuan|mohon bantuannya|bantu saya|minta bantuan|minta tolong|butuh bantuan|saya butuh bantuan|bisa bantu|bisa bantu saya|bisa dibantu|bantuan",
    "iya|tidak|nggak|gak|enggak|ok|oke|okay|baik|baiklah|siap|terima kasih|terimakasih|makasih|makasi|trims|sama sama|tes|test|mau tanya|saya mau tanya|numpang tanya|pertanyaan|tanya|ada masalah|masalah|ada orang",
  ].flatMap((line) => line.split("|")),
};
