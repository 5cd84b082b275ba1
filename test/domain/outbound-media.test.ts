import { expect, test } from "vitest";
import { mediaKindFor } from "../../lib/domain/outbound-media.ts";

const OFFICE = "application/vnd.openxmlformats-officedocument";

test.for([
  ["image/jpeg", "image"],
  ["image/png", "image"],
  ["IMAGE/PNG", "image"],
  ["video/mp4", "video"],
  ["audio/mpeg", "audio"],
  ["audio/aac", "audio"],
  ["audio/amr", "audio"],
  ['audio/ogg; codecs="opus"', "audio"],
  ["application/pdf", "document"],
  ["application/pdf; name=invoice.pdf", "document"],
  ["application/msword", "document"],
  [`${OFFICE}.wordprocessingml.document`, "document"],
  [`${OFFICE}.spreadsheetml.sheet`, "document"],
  [`${OFFICE}.presentationml.presentation`, "document"],
] as const)("a file of type %j is sent as %j", ([contentType, kind]) => {
  expect(mediaKindFor(contentType, 1_000)).toBe(kind);
});

test.for([
  "image/gif",
  "image/heic",
  "image/svg+xml",
  "image/webp",
  "audio/ogg",
  "audio/ogg; codecs=vorbis",
  "audio/wav",
  "video/quicktime",
  "video/3gpp",
  "application/zip",
  "application/vnd.ms-excel",
  "text/plain",
  "text/csv",
  "text/html",
  "application/octet-stream",
  "constructor",
  "",
])("a file of type %j goes as a link, since not both providers take it", (contentType) => {
  expect(mediaKindFor(contentType, 1_000)).toBeNull();
});

test.for([
  ["image/jpeg", 5_000_000],
  ["video/mp4", 16_000_000],
  ["audio/mpeg", 16_000_000],
  ["application/pdf", 16_000_000],
] as const)(
  "a file of type %j is sent up to %i bytes, a larger or an empty one goes as a link",
  ([type, limit]) => {
    expect(mediaKindFor(type, limit)).not.toBeNull();
    expect(mediaKindFor(type, limit + 1)).toBeNull();
    expect(mediaKindFor(type, 0)).toBeNull();
    expect(mediaKindFor(type, Number.NaN)).toBeNull();
  },
);
