const BAR = 24;

export type Screen = {
  say(line: string): void;
  /** What goes on now, and how much of it is done, from 0 to 1. */
  update(line: string, share: number): void;
  /** What was updated last stays. */
  end(): void;
};

/** A bar in place on a terminal; elsewhere, such as in a log, a line for each change. */
export function createScreen(out: NodeJS.WriteStream): Screen {
  let last = "";
  return {
    say: (line) => void out.write(`${line}\n`),
    update(line, share) {
      if (line === last) return;
      last = line;
      const filled = Math.round(share * BAR);
      const bar = `${"█".repeat(filled)}${"░".repeat(BAR - filled)} ${line}`;
      // Wider than the terminal, a line would not be overwritten but followed.
      out.write(
        out.isTTY ? `\r\x1b[2K${bar.slice(0, (out.columns || Number.POSITIVE_INFINITY) - 1)}` : `${line}\n`,
      );
    },
    end() {
      if (out.isTTY && last) out.write("\n");
      last = "";
    },
  };
}
