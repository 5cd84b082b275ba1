import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { iconPixel } from "./icon.ts";
import { MANIFEST, TRANSLATIONS } from "./manifest.ts";
import { png } from "./png.ts";

const ICON = new URL("../../../public/console/icon.svg", import.meta.url);
/** A zip says when each file was written: with one moment for all, the same content is the same bytes. */
const WRITTEN = new Date(2026, 0, 1);

/** The sidebar's app as Zendesk takes it, for every deployment alike. */
export function packApp(): Uint8Array<ArrayBuffer> {
  const files = {
    "manifest.json": json(MANIFEST),
    "translations/en.json": json(TRANSLATIONS),
    "assets/icon.svg": readFileSync(ICON),
    "assets/logo.png": png(320, iconPixel(320)),
    "assets/logo-small.png": png(128, iconPixel(128)),
  };
  return new Uint8Array(zipSync(files, { level: 9, mtime: WRITTEN }));
}

const json = (content: object) => strToU8(`${JSON.stringify(content, null, 2)}\n`);
