import { HOT } from "./hot.ts";
import { PAGES } from "./pages.ts";
import { type Compared, type Side, sideOf } from "./side.ts";
import { UPKEEP } from "./upkeep.ts";

/** What is called small. */
export const SMALL = 1_000;
const GOAL = 1.3;
const ROUNDS = 41;
/** Statements are planned anew five times, and then once for all values. */
const WARM = 8;

/** The table, and a line for each that misses the goal. */
export async function compareAll(
  smallUrl: string,
  { url, rows }: { url: string; rows: number },
  only = /./,
): Promise<string[]> {
  const small = sideOf(smallUrl, SMALL);
  const large = sideOf(url, rows);
  const lines = [
    `| Milliseconds at the database | ${SMALL} messages | ${rows} | Ratio | Statements |`,
    "|---|---|---|---|---|",
  ];
  const missed: string[] = [];
  try {
    await warm(large);
    for (const one of [...PAGES, ...HOT, ...UPKEEP].filter(({ name }) => only.test(name))) {
      const { ratio, told } = await compare(one, small, large).catch((error: Error) => ({
        ratio: Number.NaN,
        told: `failed: ${error.message} ${error.cause}`.slice(0, 300),
      }));
      lines.push(`| ${one.name} | ${told} |`);
      if (!(ratio <= GOAL))
        missed.push(`missed: ${one.name} takes ${ratio.toFixed(2)} times as long (goal ${GOAL})`);
    }
    return [...lines, ...missed];
  } finally {
    await small.close();
    await large.close();
  }
}

/** Every index, and what is beside the contact log, into memory; where PostgreSQL has no such extension, only what is asked for. */
async function warm({ ask }: Side): Promise<void> {
  try {
    await ask("create extension if not exists pg_prewarm");
    await ask(
      `select pg_prewarm(oid) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') and relname <> 'contact_logs'`,
    );
  } catch (error) {
    console.log(`Not warmed: ${error}`);
  }
}

async function compare({ name, before, run, after, atMost }: Compared, small: Side, large: Side) {
  const taken = { small: [] as number[], large: [] as number[] };
  const statements = { small: 0, large: 0 };
  const once = async (side: Side, which: keyof typeof taken) => {
    const given = await before?.(side);
    side.spent();
    try {
      await run(side, given as never);
    } catch (cause) {
      throw new Error(`${name}, with ${side.rows} messages, failed`, { cause });
    }
    const { ms, statements: asked } = side.spent();
    taken[which].push(ms);
    statements[which] = asked;
    await after?.(side);
  };
  const rounds = atMost ?? ROUNDS + WARM;
  for (let round = 0; round < rounds; round += 1) {
    await once(small, "small");
    await once(large, "large");
  }
  const warm = Math.min(WARM, rounds >> 2);
  const [few, many] = [quicker(taken.small.slice(warm)), quicker(taken.large.slice(warm))];
  const asked = [...new Set([statements.small, statements.large])].join(", then ");
  return {
    ratio: many / few,
    told: `${few.toFixed(2)} | ${many.toFixed(2)} | ${(many / few).toFixed(2)} | ${asked}`,
  };
}

/** What the quicker quarter took at most: the rest tells what else the machine does. */
function quicker(taken: number[]): number {
  return taken.toSorted((a, b) => a - b)[taken.length >> 2] ?? Number.NaN;
}
