import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";

/**
 * Gives `await import()` of a CommonJS package the names that Node would: esbuild alone gives it `default`, so that
 * `const { attachDatabasePool } = await import(...)` would hold undefined in a bundle only.
 */
export const namesOfCommonJs: Plugin = {
  name: "names-of-commonjs",
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      if (kind !== "dynamic-import" || isBuiltin(path) || pluginData === "resolved") return;
      const found = await resolve(path, { kind, resolveDir, importer, pluginData: "resolved" });
      if (found.external) return found;
      const isCommonJs = found.errors.length === 0 && "module.exports" in (await namespaceOf(found.path));
      return isCommonJs ? { path, namespace: "commonjs", pluginData: found.path } : found;
    });
    onLoad({ filter: /./, namespace: "commonjs" }, async ({ pluginData: file }) => {
      const names = Object.keys(await namespaceOf(file)).filter(
        (name) => !["default", "module.exports", "__esModule"].includes(name),
      );
      const contents = [
        `const exported = require(${JSON.stringify(file)});`,
        "export default exported;",
        ...names.map((name) => `export const ${name} = exported.${name};`),
      ];
      return { contents: contents.join("\n"), resolveDir: dirname(file) };
    });
  },
};

/** node-zendesk brings a `fetch` of its own, which our transport replaces: 300 kB, and a deprecation warning in every log. */
export const fetchOfNode: Plugin = {
  name: "fetch-of-node",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]cross-fetch[\\/]dist[\\/]node-ponyfill\.js$/ }, () => ({
      contents: "module.exports = (...call) => fetch(...call); module.exports.default = module.exports;",
    }));
  },
};

/**
 * The AI SDK uses far more of zod than our functions do, and what two parts share is loaded with either: 600 kB at every cold start. So
 * the SDK, and whoever wants zod whole, has another copy, which is loaded with them.
 */
export const zodApart: Plugin = {
  name: "zod-apart",
  setup({ onResolve, onLoad, resolve }) {
    const namespace = "zod-apart";
    onResolve({ filter: /^zod(\/|$)/ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      const isOurs = /^zod\/mini$/.test(path) && !/[\\/]node_modules[\\/]/.test(importer);
      if (isOurs || pluginData === "resolved") return;
      const found = await resolve(path, { kind, resolveDir, importer, pluginData: "resolved" });
      return { path: found.path, sideEffects: found.sideEffects, errors: found.errors, namespace };
    });
    onResolve({ filter: /./, namespace }, async ({ path, kind, resolveDir }) => {
      const found = await resolve(path, { kind, resolveDir });
      return { path: found.path, sideEffects: found.sideEffects, errors: found.errors, namespace };
    });
    onLoad({ filter: /./, namespace }, async ({ path }) => ({
      contents: await readFile(path, "utf8"),
      resolveDir: dirname(path),
    }));
  },
};

/** A deployment has no folder to read a business's words from: it carries what the file that reads them finds at the build. */
export const businessInside: Plugin = {
  name: "business-inside",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]lib[\\/]assistant[\\/]read-business\.ts$/ }, async ({ path }) => {
      const { readBusiness } = (await namespaceOf(path)) as typeof import("../assistant/read-business.ts");
      const business = JSON.stringify(await readBusiness());
      return { contents: `const business = ${business};\nexport const readBusiness = async () => business;` };
    });
  },
};

const namespaceOf = (file: string): Promise<object> => import(pathToFileURL(file).href);
