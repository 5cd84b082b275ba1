import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Every TypeScript source below these folders, as a path from the project's root. */
export function sources(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((file) => path.posix.join(folder, file.split(path.sep).join("/")))
      .filter((file) => file.endsWith(".ts") && statSync(file).isFile()),
  );
}

/** The same without comments. */
export function codeOf(file: string): string {
  return readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
}

/** What a source imports of ours, as paths from the project's root; types and what is loaded later count as well. */
export function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map(([, specifier]) =>
    path.posix.join(path.posix.dirname(file), specifier ?? ""),
  );
}

/** The circles among these sources: each a list of files of which every one reaches every other. */
export function circlesAmong(files: string[]): string[][] {
  const graph = new Map(
    files.map((file) => [file, importsOf(file).filter((target) => files.includes(target))]),
  );
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  // Tarjan's strongly connected components.
  const visit = (file: string) => {
    const mine = index.size;
    index.set(file, mine);
    lowest.set(file, mine);
    open.push(file);
    for (const target of graph.get(file) ?? []) {
      if (!index.has(target)) visit(target);
      if (open.includes(target))
        lowest.set(file, Math.min(lowest.get(file) ?? mine, lowest.get(target) ?? mine));
    }
    if (lowest.get(file) !== mine) return;
    const component = open.splice(open.indexOf(file));
    if (component.length > 1 || graph.get(file)?.includes(file)) circles.push(component.sort());
  };
  for (const file of files) if (!index.has(file)) visit(file);
  return circles;
}
