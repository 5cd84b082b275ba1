import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };

const PAGES = ["README.md", "CONTRIBUTING.md", ...globSync("docs/**/*.md").sort()];
const ROOMS = ["api", "lib", "test", "docs", "drizzle", "public"];
const FILES = ROOMS.flatMap((room) => globSync(`${room}/**/*.{ts,md}`));

/** A page without its listings, which show files that somebody may make. */
const proseOf = (page: string) => readFileSync(page, "utf8").replace(/^ *```[\s\S]*?^ *```/gm, "");

/** The files and folders that a page names, from the project's root or, without a room, by the end of their path. */
const namedIn = (page: string) =>
  [...proseOf(page).matchAll(/`([\w./*-]+)`/g)]
    .map(([, name = ""]) => name)
    .filter((name) => isInRoom(name) || /^[\w./-]+\.(ts|md)$/.test(name));

const isInRoom = (name: string) => ROOMS.some((room) => name.startsWith(`${room}/`));

function exists(name: string): boolean {
  if (isInRoom(name)) return globSync(name).length > 0;
  return FILES.some((file) => `/${file}`.endsWith(`/${name}`));
}

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

test("every file and folder that the documents name is there", () => {
  const lost = PAGES.flatMap((page) =>
    namedIn(page)
      .filter((name) => !exists(name))
      .map((name) => `${page}: ${name}`),
  );
  expect(lost).toEqual([]);
});

test("every link in the documents leads to a page, and to a heading of it", () => {
  const lost = PAGES.flatMap((page) =>
    [...proseOf(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
      .filter(([, target = "", anchor]) => {
        const file = target === "" ? page : path.join(path.dirname(page), target);
        if (globSync(file).length === 0) return true;
        if (anchor === undefined) return false;
        const headings = [...proseOf(file).matchAll(/^#+ (.+)$/gm)].map(([, text = ""]) => anchorOf(text));
        return !headings.includes(anchor);
      })
      .map(([link]) => `${page}: ${link}`),
  );
  expect(lost).toEqual([]);
});

test("no table of the documents says the same twice in its first column", () => {
  const twice = PAGES.flatMap((page) =>
    [...proseOf(page).matchAll(/(?:^\|.*\n)+/gm)].flatMap(([table]) => {
      const said = [...table.matchAll(/^\| *((?:\\\||[^|])*?) *\|/gm)].map(([, cell = ""]) => cell);
      return said.filter((cell, at) => said.indexOf(cell) < at).map((cell) => `${page}: ${cell}`);
    }),
  );
  expect(twice).toEqual([]);
});

test("the index of docs/ names every page", () => {
  const index = readFileSync("docs/README.md", "utf8");
  const pages = PAGES.filter((page) => page.startsWith("docs/") && page !== "docs/README.md");
  expect(pages.filter((page) => !index.includes(`(${path.relative("docs", page)})`))).toEqual([]);
});

test("the tree in CONTRIBUTING.md shows every room of lib/", () => {
  const tree = readFileSync("CONTRIBUTING.md", "utf8");
  const rooms = globSync("lib/*/").map((room) => `${room.split(path.sep).join("/").replace(/\/$/, "")}/`);
  expect(rooms.filter((room) => !tree.includes(`\n${room} `))).toEqual([]);
});

test("README stays short, and says of every deployed package why it is there", () => {
  const readme = readFileSync("README.md", "utf8");
  expect(readme.split("\n").length).toBeLessThan(150);
  expect(Object.keys(manifest.dependencies).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
