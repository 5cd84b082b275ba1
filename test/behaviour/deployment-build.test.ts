import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildFunction } from "../../lib/tools/build-function.ts";
import manifest from "../../package.json" with { type: "json" };
import vercel from "../../vercel.json" with { type: "json" };

/** Lets Vercel's own builder build one function of a project with these scripts. @returns those that it ran */
async function scriptsRun(names: string[]): Promise<string[]> {
  const project = await mkdtemp(join(tmpdir(), "tickline-build-"));
  try {
    const scripts = Object.fromEntries(names.map((name, index) => [name, `node ran.cjs ${index}`]));
    await mkdir(join(project, "api"));
    await writeFile(join(project, "ran.cjs"), "require('fs').writeFileSync('ran-' + process.argv[2], '')");
    await writeFile(join(project, "package.json"), JSON.stringify({ type: "module", scripts }));
    await writeFile(join(project, "package-lock.json"), JSON.stringify({ lockfileVersion: 3 }));
    await writeFile(join(project, "api/hello.js"), 'export const GET = () => new Response("hello");');
    await buildFunction(project, "api/hello.js", vercel, join(project, "output"));
    return names.filter((_, index) => existsSync(join(project, `ran-${index}`)));
  } finally {
    await rm(project, { recursive: true });
  }
}

test("Vercel builds a deployment by a script of ours, once: for a function its builder runs none of them", async () => {
  const ours = Object.keys(manifest.scripts);
  expect(ours.map((name) => `npm run ${name}`)).toContain(vercel.buildCommand);
  expect(await scriptsRun(ours)).toEqual([]);
});

test("a script by a name that the builder knows would run for every function", async () => {
  expect(await scriptsRun(["vercel-build", "build"])).toEqual(["vercel-build"]);
});
