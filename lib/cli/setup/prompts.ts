/** Somebody to ask. Each answer may throw CanceledError. */
export type Prompts = {
  choose<T extends string>(question: string, choices: readonly T[], chosen: readonly T[]): Promise<T[]>;
  /** @param check says what is wrong with an answer, which is then asked for again */
  ask(
    question: string,
    options: { isSecret: boolean; check(answer: string): string | undefined },
  ): Promise<string>;
  confirm(question: string, options: { usually: boolean }): Promise<boolean>;
};

/** Whoever was asked would rather not go on. */
export class CanceledError extends Error {
  override name = "CanceledError";
}
