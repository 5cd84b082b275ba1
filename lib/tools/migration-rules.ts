/** What of a migration would keep webhooks waiting, or break the deployment that still runs beside it: the statement, and what to do instead. */
export type Fault = { statement: string; why: string };

/** Merged before there were rules, or with a reason of their own. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  "0000_foundation": "made the first tables, in databases that had none",
  "0001_conversations_and_meta": "came before the first deployment",
  "0002_two_way": "came before the first deployment",
  "0003_batches": "came before the first deployment",
  "0004_indexes_are_read_backwards": "came before the first deployment",
  "0006_nothing_slips_past": "copies the opt-outs of those contacts who have one, in one statement",
  "0007_nobody_waits": "marks open tasks, of which there are few, and indexes those by the mark",
  "0012_a_status_writes_its_row_alone":
    "drops indexes beside those that take their place: the deployment before needs them for speed alone",
  "0013_claims_keep_to_their_index":
    "drops an index after it has made one that answers the same, for the deployment before as well",
};

const BEHIND = "the deployment before this one may still use it: do it one release later";

/** Of every statement. */
const STATEMENT_RULES: readonly [RegExp, string][] = [
  [/\bRENAME\b/i, BEHIND],
  [/\bDROP\b(?! NOT NULL\b)/i, BEHIND],
  [/^(LOCK|TRUNCATE|CLUSTER|REINDEX|VACUUM)\b/i, "it locks the table for as long as it takes"],
];

/** Of each action of an ALTER TABLE on a table that is there already. */
const ACTION_RULES: readonly [RegExp, string][] = [
  [
    /^ALTER (COLUMN )?"?\w+"? (SET DATA )?TYPE\b/i,
    "it rewrites the table under a lock: add a column, and fill it by a task",
  ],
  [
    /^ADD (CONSTRAINT "?\w+"? )?(UNIQUE|PRIMARY KEY|EXCLUDE)\b(?!.*\bUSING INDEX\b)/i,
    "it builds an index under a lock: CREATE UNIQUE INDEX IF NOT EXISTS does as well",
  ],
  [
    /^ADD (CONSTRAINT "?\w+"? )?(FOREIGN KEY|CHECK)\b(?!.*\bNOT VALID\b)/i,
    "it reads the whole table under a lock: add it NOT VALID, and VALIDATE it one release later",
  ],
];

const NEW_COLUMN =
  /^ADD (COLUMN )?(IF NOT EXISTS )?(?!CONSTRAINT\b|UNIQUE\b|PRIMARY\b|FOREIGN\b|CHECK\b|EXCLUDE\b)"?(\w+)"?/i;

/** Of each column that is added to a table that is there already. */
const COLUMN_RULES: readonly [RegExp, string][] = [
  // What is the same for all rows is written nowhere.
  [
    /^(?!.*\bDEFAULT\b).*\bNOT NULL\b/i,
    "rows that are there have no value, and the older deployment gives none: give it a DEFAULT",
  ],
  [
    /\bDEFAULT (?!''|-?\d|true\b|false\b|null\b|now\(\)|current_timestamp\b)/i,
    "a default that differs from row to row rewrites the table: fill it by a task",
  ],
  [/\bGENERATED\b|\b(small|big)?serial\b/i, "it rewrites the table: fill it by a task"],
  [/\b(UNIQUE|PRIMARY KEY|REFERENCES|CHECK)\b/i, "it is built or checked under a lock: add the column alone"],
];

/**
 * What of a migration may not be merged.
 * @param earlier the texts of the migrations before it
 */
export function faultsOf(migration: string, earlier: readonly string[] = []): Fault[] {
  const statements = statementsOf(migration);
  const builtBefore = new Set(piecesOf(migration).map(indexBuiltBefore));
  const made = new Set(
    statements.flatMap((text) => /^CREATE TABLE (?:IF NOT EXISTS )?"?(\w+)"?/i.exec(text)?.[1] ?? []),
  );
  const before = earlier.flatMap(statementsOf);
  const added = new Set(statements.flatMap(columnsAddedBy));
  return statements.flatMap((statement) =>
    whyNot(statement, { made, added, before, builtBefore }).map((why) => ({ statement, why })),
  );
}

/** The pieces of a migration as drizzle-kit parts them. */
export function piecesOf(migration: string): string[] {
  return migration.split("--> statement-breakpoint").map((text) => text.trim());
}

/** The name of the index that a piece makes and that `npm run migrate` builds before the migration, concurrently; undefined for any other piece. */
export function indexBuiltBefore(piece: string): string | undefined {
  const [, name] = /^CREATE (?:UNIQUE )?INDEX IF NOT EXISTS "(\w+)" ON /.exec(piece) ?? [];
  return statementsOf(piece).length === 1 ? name : undefined;
}

/** What stands beside a statement: tables made and columns added in the same migration, what came before it, and the indexes that are built beforehand. */
type Around = {
  made: ReadonlySet<string>;
  added: ReadonlySet<string>;
  before: readonly string[];
  builtBefore: ReadonlySet<string | undefined>;
};

function whyNot(statement: string, around: Around): string[] {
  const broken = brokenOf(STATEMENT_RULES, statement);
  const [, changed = ""] = /^(?:UPDATE|DELETE FROM) (?:ONLY )?"?(\w+)"?/i.exec(statement) ?? [];
  if (changed && !around.made.has(changed))
    broken.push(
      "its rows stay locked until all migrations are through: change them by a task, slice by slice",
    );
  return [...broken, ...whyNotAlter(statement, around), ...whyNotIndex(statement, around)];
}

function whyNotAlter(statement: string, { made, before }: Around): string[] {
  const { table, actions } = alterOf(statement);
  if (table === undefined || made.has(table)) return [];
  return actions.flatMap((action) => {
    const [, checked] = /^ALTER (?:COLUMN )?"?(\w+)"? SET NOT NULL$/i.exec(action) ?? [];
    if (checked !== undefined && !isValidated(table, checked, before))
      return [
        `it reads the whole table under a lock, unless a release before has validated CHECK ("${checked}" IS NOT NULL)`,
      ];
    const [, validated] = /^VALIDATE CONSTRAINT "?(\w+)"?/i.exec(action) ?? [];
    if (validated !== undefined && !before.some((text) => text.includes(`ADD CONSTRAINT "${validated}"`)))
      return ["the lock of the statement that adds it is held meanwhile: validate it one release later"];
    return [
      ...brokenOf(ACTION_RULES, action),
      ...(NEW_COLUMN.test(action) ? brokenOf(COLUMN_RULES, action) : []),
    ];
  });
}

function whyNotIndex(statement: string, { made, added, builtBefore }: Around): string[] {
  const [, name, table = "", over = ""] =
    /^CREATE (?:UNIQUE )?INDEX\b(?: CONCURRENTLY)?(?: IF NOT EXISTS)?(?: "?(\w+)"?)? ON (?:ONLY )?(?:"?public"?\.)?"?(\w+)"?(.*)$/i.exec(
      statement,
    ) ?? [];
  if (!table) return [];
  if (name === undefined || !builtBefore.has(name))
    return [
      'it is built under a lock: alone in its piece, as CREATE INDEX IF NOT EXISTS "name", it is built before, concurrently',
    ];
  const columns = over.match(/\w+/g) ?? [];
  if (made.has(table) || !columns.some((column) => added.has(`${table}.${column}`))) return [];
  return ["its column is not there before, so it is built under a lock: add it one release later"];
}

/** Columns may be called as they like. */
const brokenOf = (rules: readonly [RegExp, string][], text: string): string[] => {
  const nameless = text.replaceAll(/"[^"]*"/g, '"x"');
  return rules.flatMap(([pattern, why]) => (pattern.test(nameless) ? [why] : []));
};

/** Statements one by one on one line each, without comments; what stands in quotes or a function's body is nobody's rule. */
function statementsOf(migration: string): string[] {
  return migration
    .replaceAll(/(\$\w*\$)[\s\S]*?\1|'(?:[^']|'')*'|--[^\n]*/g, (text) => (text.startsWith("--") ? "" : "''"))
    .split(";")
    .map((text) => text.replaceAll(/\s+/g, " ").trim())
    .filter(Boolean);
}

function alterOf(statement: string): { table: string | undefined; actions: string[] } {
  const [, table, rest = ""] =
    /^ALTER TABLE (?:IF EXISTS )?(?:ONLY )?(?:"?public"?\.)?"?(\w+)"? (.*)$/i.exec(statement) ?? [];
  return { table, actions: actionsIn(rest) };
}

/** By the commas that stand in no brackets. */
function actionsIn(text: string): string[] {
  let depth = 0;
  const actions = [""];
  for (const char of text) {
    if (char === "(") depth += 1;
    if (char === ")") depth -= 1;
    if (char === "," && depth === 0) actions.push("");
    else actions[actions.length - 1] += char;
  }
  return actions.map((action) => action.trim());
}

function columnsAddedBy(statement: string): string[] {
  const { table, actions } = alterOf(statement);
  return actions.flatMap((action) => {
    const [, , , column] = NEW_COLUMN.exec(action) ?? [];
    return column === undefined ? [] : [`${table}.${column}`];
  });
}

function isValidated(table: string, column: string, before: readonly string[]): boolean {
  const check = new RegExp(
    `^ALTER TABLE "?${table}"? ADD CONSTRAINT "(\\w+)" CHECK \\("?${column}"? IS NOT NULL\\)`,
    "i",
  );
  const names = before.flatMap((text) => check.exec(text)?.[1] ?? []);
  return names.some((name) => before.some((text) => text.includes(`VALIDATE CONSTRAINT "${name}"`)));
}
