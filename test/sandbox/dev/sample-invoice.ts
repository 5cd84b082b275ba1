const LINES = [
  ["22", "Invoice 2026-1187"],
  ["12", "Annual plan, 12 months: 240.00 USD"],
  ["12", "Refund of the second charge: -240.00 USD"],
  ["12", "Thank you for your patience."],
];

/** A PDF of one page, drawn afresh: the document that the sandbox's agents attach. */
export function sampleInvoice(): Buffer {
  const text = LINES.map(
    ([size, words], index) => `BT /F1 ${size} Tf 56 ${760 - index * 34} Td (${words}) Tj ET`,
  );
  const stream = text.join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((content, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${content}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join("")}`;
  return Buffer.from(
    `${file}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
  );
}
