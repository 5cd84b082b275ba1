import { globSync, readFileSync, statSync } from "node:fs";
import { extname } from "node:path";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

/** Reads a folder of static files once; the result answers a path, or undefined. What is not in the folder cannot leak. */
export function readStaticFiles(
  folder: string,
  headersOf: (path: string) => Record<string, string>,
): (path: string) => Response | undefined {
  const names = globSync("**/*", { cwd: folder }).filter((name) => statSync(`${folder}/${name}`).isFile());
  const files = new Map(names.map((name) => [`/${name}`, readFileSync(`${folder}/${name}`)]));
  return (path) => {
    const name = files.has(path) ? path : `${path.replace(/\/$/, "")}/index.html`;
    const content = files.get(name);
    const type = TYPES[extname(name)] ?? "application/octet-stream";
    return (
      content &&
      new Response(new Uint8Array(content), { headers: { "content-type": type, ...headersOf(path) } })
    );
  };
}
