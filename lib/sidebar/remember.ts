import type { Deps } from "../ports.ts";

/** As many as agents open in a minute; whoever comes beyond them is looked up again. */
const AT_MOST = 500;

type Kept = { value: Promise<unknown>; until: number };

/** What each instance's deployment remembers: tests have several in one process. */
const memories = new WeakMap<Deps["env"], Map<string, Kept>>();

/**
 * What `ask` answers, remembered in this instance for so long; those who ask meanwhile share its answer. A failure is remembered by nobody.
 * @param what with the id of what is asked for, such as `agent:1`
 */
export function remember<T>(
  { env }: Pick<Deps, "env">,
  { what, seconds }: { what: string; seconds: number },
  ask: () => Promise<T>,
): Promise<T> {
  const memory = memories.get(env) ?? new Map<string, Kept>();
  memories.set(env, memory);
  const known = memory.get(what);
  // What stands under a name came from the same `ask`.
  if (known && known.until > Date.now()) return known.value as Promise<T>;
  if (memory.size >= AT_MOST) memory.clear();
  const value = ask();
  memory.set(what, { value, until: Date.now() + seconds * 1000 });
  value.catch(() => memory.delete(what));
  return value;
}

/** It is asked for anew when it is wanted next. */
export function forget({ env }: Pick<Deps, "env">, what: string): void {
  memories.get(env)?.delete(what);
}
