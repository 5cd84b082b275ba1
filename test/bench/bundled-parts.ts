import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** One file of a built function that is loaded with it. */
export type BundledPart = { file: string; modules: BundledModule[] };

/** What a bundle made of one source file: whose it is, and its code. */
type BundledModule = { owner: string; code: string };

const IMPORTED = /^(?:import|export)\s[^;]*?from\s*"([^"]+)"|^import\s*"([^"]+)"/gm;
const NAMED = /^\/\/ (\S+\.(?:ts|json|[cm]?js))$/;

/** The files that are loaded before the function's first line runs: what it imports, not what it asks for by `import()`. */
export function partsLoadedAtOnce(handler: string): BundledPart[] {
  const files = [handler];
  const parts: BundledPart[] = [];
  for (const file of files) {
    const code = readFileSync(file, "utf8");
    parts.push({ file, modules: modulesOf(code) });
    for (const name of importedBy(code)) {
      const part = join(dirname(file), name);
      if (name.startsWith(".") && !files.includes(part)) files.push(part);
    }
  }
  return parts;
}

/** Every file and module that the code imports, in its order. */
export function importedBy(code: string): string[] {
  return [...code.matchAll(IMPORTED)].map(([, from, alone]) => from ?? alone ?? "");
}

/** A bundle names each module in a line of its own above the module's code; what is before the first name belongs to the bundler. */
export function modulesOf(bundle: string): BundledModule[] {
  const modules: BundledModule[] = [{ owner: "the bundler", code: "" }];
  for (const line of bundle.split("\n")) {
    const [, name] = NAMED.exec(line) ?? [];
    if (name) modules.push({ owner: ownerOf(name), code: "" });
    const last = modules.at(-1);
    if (last) last.code += `${line}\n`;
  }
  return modules;
}

/** `node_modules/@vercel/functions/headers.js` is of `@vercel/functions`, `lib/http/form.ts` of `lib/http`. */
export function ownerOf(name: string): string {
  const [, dependency] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name) ?? [];
  if (dependency) return dependency;
  return name.split("/").slice(0, -1).slice(0, 2).join("/");
}
