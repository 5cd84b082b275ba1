import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "rolldown";
import { TWILIO_PARTS } from "../providers/twilio/client.ts";

/** node-zendesk brings a `fetch` of its own, which our transport replaces: 300 kB, and a deprecation warning in every log. */
export const fetchOfNode: Plugin = {
  name: "fetch-of-node",
  load: {
    filter: { id: /[\\/]cross-fetch[\\/]dist[\\/]node-ponyfill\.js$/ },
    handler: () => "module.exports = (...call) => fetch(...call); module.exports.default = module.exports;",
  },
};

/**
 * Twilio's client has forty services behind it and one package that calls them, of which we use four and none: the rest would be 5 MB of
 * each function, read before a cold instance sends its first message.
 */
export const twilioInPart: Plugin = {
  name: "twilio-in-part",
  load: {
    filter: { id: /[\\/]twilio[\\/]lib[\\/](rest[\\/][A-Z]\w+|base[\\/]RequestClient)\.js$/ },
    handler(id) {
      const name = basename(id, ".js");
      if (TWILIO_CLIENT.has(name)) return null;
      const says = `A bundle is without Twilio's ${name}: name it in lib/providers/twilio/client.ts`;
      return `module.exports = class { constructor() { throw new Error(${JSON.stringify(says)}) } };`;
    },
  },
};

/** What is left of it: itself, and each service we use, which is a class over a generated one. */
const TWILIO_CLIENT = new Set([
  "Twilio",
  ...TWILIO_PARTS.map(capitalized).flatMap((name) => [name, `${name}Base`]),
]);

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Ends the id of a module of zod's that is another copy. */
const APART = "?apart";

/**
 * The AI SDK uses far more of zod than our functions do, and what two parts share is loaded with either: 600 kB at every cold start. So
 * the SDK, and whoever wants zod whole, has another copy, which is loaded with them.
 */
export const zodApart: Plugin = {
  name: "zod-apart",
  resolveId: {
    order: "pre",
    async handler(source, importer) {
      const isInside = importer?.endsWith(APART) === true;
      const isOurs = source === "zod/mini" && !/[\\/]node_modules[\\/]/.test(importer ?? "");
      if (!isInside && (isOurs || !/^zod(\/|$)/.test(source))) return null;
      const found = await this.resolve(source, importer?.replace(APART, ""), { skipSelf: true });
      return found && { ...found, id: `${found.id}${APART}` };
    },
  },
  load: {
    filter: { id: /\?apart$/ },
    handler: (id) => readFile(id.slice(0, -APART.length), "utf8"),
  },
};

/** A deployment has no folder to read a business's words from: it carries what the file that reads them finds at the build. */
export const businessInside: Plugin = {
  name: "business-inside",
  load: {
    filter: { id: /[\\/]lib[\\/]assistant[\\/]read-business\.ts$/ },
    async handler(id) {
      const { readBusiness }: typeof import("../assistant/read-business.ts") = await import(
        pathToFileURL(id).href
      );
      const business = JSON.stringify(await readBusiness());
      return `const business = ${business};\nexport const readBusiness = async () => business;`;
    },
  },
};

/** The same for the wording of a business's own; with what is wrong in it, nothing is built. */
export const textsInside: Plugin = {
  name: "texts-inside",
  load: {
    filter: { id: /[\\/]lib[\\/]own-words[\\/]read-texts\.ts$/ },
    async handler(id) {
      const { readTexts }: typeof import("../own-words/read-texts.ts") = await import(pathToFileURL(id).href);
      const texts = await readTexts();
      if (texts.problems.length > 0) this.error(texts.problems.join("\n"));
      return `const texts = ${JSON.stringify(texts)};\nexport const readTexts = async () => texts;`;
    },
  },
};
