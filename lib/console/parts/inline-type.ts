const PICTURES = new Set(["image/jpeg", "image/png", "image/webp", "image/gif"]);

/** How a file of this type is shown in a page; null for what is downloaded, since a browser may run it or does not know it. */
export function inlineKind(contentType: string): "image" | "audio" | "video" | null {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (PICTURES.has(type)) return "image";
  if (/^audio\/[a-z0-9.+-]+$/.test(type)) return "audio";
  return type === "video/mp4" ? "video" : null;
}
