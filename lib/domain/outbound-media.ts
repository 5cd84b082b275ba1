/** Megabytes as the stricter reader counts them. */
const MB = 1_000_000;

const LIMITS = {
  image: 5 * MB,
  video: 16 * MB,
  audio: 16 * MB,
  document: 16 * MB,
};

type MediaKind = keyof typeof LIMITS;

const OFFICE = "application/vnd.openxmlformats-officedocument";

/** What both providers document: one unknown to either of them would fail the whole message. */
const KINDS = new Map<string, MediaKind>([
  ["image/jpeg", "image"],
  ["image/png", "image"],
  ["video/mp4", "video"],
  ["audio/aac", "audio"],
  ["audio/amr", "audio"],
  ["audio/mpeg", "audio"],
  // Voice messages. Ogg with any other codec is not taken.
  ["audio/ogg;codecs=opus", "audio"],
  ["application/pdf", "document"],
  ["application/msword", "document"],
  [`${OFFICE}.wordprocessingml.document`, "document"],
  [`${OFFICE}.spreadsheetml.sheet`, "document"],
  [`${OFFICE}.presentationml.presentation`, "document"],
]);

/**
 * What a file can be sent as on WhatsApp, whichever provider carries it; null means: send a link to it.
 * @param contentType as in HTTP, with or without parameters
 * @see https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types
 */
export function mediaKindFor(contentType: string, sizeBytes: number): MediaKind | null {
  const full = contentType.toLowerCase().replace(/[\s"]/g, "");
  const kind = KINDS.get(full) ?? KINDS.get(full.split(";")[0] ?? "");
  return kind && sizeBytes > 0 && sizeBytes <= LIMITS[kind] ? kind : null;
}
