import { readTexts } from "../own-words/read-texts.ts";

// Part of `npm run check`: what a build would stop at, before it.
const { problems } = await readTexts();
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
