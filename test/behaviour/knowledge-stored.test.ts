import { expect } from "vitest";
import { MOST_PASSAGES } from "../../lib/assistant/known-passages.ts";
import type { Db } from "../../lib/db/client.ts";
import { explaining } from "../support/explaining.ts";
import { file, type Stored, test } from "../support/knowing.ts";

const FILES = [file("shop.md", "en", "# Refunds\nWithin thirty days.\n# Delivery\nTwo days.")];

/** The same database, which notes what it is asked for. */
function noting(db: Db): Db & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    query(statement) {
      const text = "text" in statement ? statement.text : "";
      asked.push(text.includes("ts_rank") ? "search" : text.includes("insert") ? "store" : text);
      return db.query(statement);
    },
    async close() {},
  };
}

const versions = async ({ database }: Stored) =>
  database.rows<{ version: string; count: number }>(
    "select version, count(*)::int from knowledge_passages group by version order by min(stored_at)",
  );

test("the first search stores what is known; each after it is one statement", async ({ stored }) => {
  const db = noting(stored.db);
  const { search } = await stored.knowing(FILES, db);
  expect(db.asked).toEqual([]);
  expect(await search("refund", "en")).toHaveLength(1);
  expect(db.asked).toEqual(["search", "store", "search"]);
  const another = await stored.knowing([...FILES], db);
  expect(await another.search("delivery", "en")).toHaveLength(1);
  expect(await another.search("unicorn", "en")).toEqual([]);
  expect(db.asked.slice(3)).toEqual(["search", "search"]);
  expect(await versions(stored)).toMatchObject([{ count: 2 }]);
});

test("ten instances that search at once store it once", async ({ stored }) => {
  const instances = await Promise.all(Array.from({ length: 10 }, () => stored.knowing([...FILES])));
  const found = await Promise.all(instances.map(({ search }) => search("refund", "en")));
  for (const passages of found) expect(passages).toMatchObject([{ heading: "Refunds" }]);
  expect(await versions(stored)).toMatchObject([{ count: 2 }]);
});

test("what somebody deleted meanwhile is stored again", async ({ stored }) => {
  const { search } = await stored.knowing(FILES);
  await search("refund", "en");
  for (const some of ["", " where position = 1"]) {
    await stored.database.rows(`delete from knowledge_passages${some}`);
    expect(await search("refund", "en")).toHaveLength(1);
  }
});

test("each version is searched alone; one of 30 days goes when a newer is stored, and comes back where it still runs", async ({
  stored,
}) => {
  const old = await stored.knowing(FILES);
  const recent = await stored.knowing([file("shop.md", "en", "# Refunds\nWithin sixty days.")]);
  const newest = await stored.knowing([file("shop.md", "en", "# Refunds\nWithin ninety days.")]);
  const body = async ({ search }: typeof old) =>
    (await search("refund", "en")).map((passage) => passage.body);
  expect(await body(old)).toEqual(["Within thirty days."]);
  await stored.database.rows("update knowledge_passages set stored_at = now() - interval '31 days'");
  const [{ version } = { version: "" }] = await versions(stored);
  expect(await body(old)).toEqual(["Within thirty days."]);
  expect(await body(recent)).toEqual(["Within sixty days."]);
  expect((await versions(stored)).map((row) => row.version)).not.toContain(version);
  await stored.database.rows("update knowledge_passages set stored_at = now() - interval '29 days'");
  expect(await body(newest)).toEqual(["Within ninety days."]);
  expect(await versions(stored)).toHaveLength(2);
  expect(await body(old)).toEqual(["Within thirty days."]);
  expect(await versions(stored)).toHaveLength(3);
});

test("who knows nothing asks the database nothing", async ({ stored }) => {
  const db = noting(stored.db);
  const { languages, search } = await stored.knowing([file("empty.md", "en", " \n")], db);
  expect(await search("refund", "en")).toEqual([]);
  expect(languages).toEqual([]);
  expect(db.asked).toEqual([]);
});

test("a thousand passages are known at most, those of the first files", async ({ stored }) => {
  const many = (word: string, count: number) =>
    Array.from({ length: count }, (_, n) => `# ${word} ${n}\nx`).join("\n");
  const files = [file("a.md", "en", many("apple", 900)), file("b.md", "es", many("pera", 900))];
  const { search } = await stored.knowing(files);
  expect(await search("pera 99", "es")).toMatchObject([{ heading: "pera 99" }]);
  expect((await search("pera 100", "es")).map(({ heading }) => heading)).not.toContain("pera 100");
  expect(await versions(stored)).toMatchObject([{ count: MOST_PASSAGES }]);
});

test("a server that does not know a language finds its words as they stand", async ({ stored }) => {
  const { knowing, database } = stored;
  const files = [file("a.hi.md", "hi", "# वापसी\nतीस दिनों के भीतर लौटाएँ।\n# समय\nसोमवार से शुक्रवार।")];
  const plural = "तीस दिन";
  await database.rows("alter text search configuration hindi rename to hindi_elsewhere");
  try {
    const { search } = await knowing(files);
    expect(await search("दिनों", "hi")).toMatchObject([{ heading: "वापसी" }]);
    expect(await search("शुक्रवार को", "hi")).toMatchObject([{ heading: "समय" }]);
    expect(await search("दिन", "hi")).toEqual([]);
  } finally {
    await database.rows("alter text search configuration hindi_elsewhere rename to hindi");
  }
  await database.rows("truncate knowledge_passages");
  expect(await (await knowing(files)).search(plural, "hi")).toMatchObject([{ heading: "वापसी" }]);
});

test("of three versions, a search reads what its words are in, not all that is known", async ({ stored }) => {
  const words = Array.from({ length: 3_000 }, (_, n) => `w${((n * 7_919) % 100_000).toString(36)}`);
  const text = (n: number) =>
    Array.from({ length: 120 }, (_, k) => words[(n * 131 + k * 17) % words.length]).join(" ");
  for (const version of [1, 2, 3]) {
    const passages = Array.from({ length: 667 }, (_, n) => `# ${version} ${n}\n${text(n)}`);
    await (await stored.knowing([file("a.md", "en", passages.join("\n"))])).search("nothing", "en");
  }
  expect((await versions(stored)).map(({ count }) => count)).toEqual([667, 667, 667]);
  // As the server does by itself when so many rows are new.
  await stored.database.rows("vacuum analyze knowledge_passages");
  for (const isGeneric of [false, true]) {
    const db = explaining(stored, isGeneric);
    const { search } = await stored.knowing(
      [file("a.md", "en", Array.from({ length: 667 }, (_, n) => `# 1 ${n}\n${text(n)}`).join("\n"))],
      db,
    );
    expect(await search(`how about ${words[17]} and ${words[34]}`, "en")).toHaveLength(4);
    expect(db.plans).toHaveLength(1);
    expect(db.plans[0]).toContain("Bitmap Index Scan on knowledge_passages_words");
    expect(db.plans[0]).not.toMatch(/Seq Scan on knowledge/);
  }
});
