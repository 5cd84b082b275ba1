import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PLACES = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The system's Chromium; undefined where there is none, and then browser tests are skipped. */
export const CHROMIUM = PLACES.find((place) => place !== undefined && existsSync(place));

if (CHROMIUM === undefined) {
  console.warn(
    "Browser tests are skipped: there is no Chromium. Install it (apt-get install chromium), or set CHROMIUM to its path.",
  );
}

export function startChromium(): Promise<Browser> {
  // Without --no-sandbox it does not start as root, as in a container.
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
}
