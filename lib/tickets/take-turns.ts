type Turns = {
  /** Pieces of work that run at a time. */
  places: number;
  /** How many more may wait for their turn, in the order they came, and for how long. */
  seats: number;
  waitMs: number;
};

/** Lets a few pieces of work run at a time and a few wait. Whoever finds no seat, or waits in vain, is told "busy". */
export function createTurns({ places, seats, waitMs }: Turns) {
  let free = places;
  const waiting = new Set<() => void>();

  function turn(): Promise<boolean> | boolean {
    if (free > 0) {
      free -= 1;
      return true;
    }
    if (waiting.size >= seats) return false;
    return new Promise((resolve) => {
      const end = (isMine: boolean) => {
        clearTimeout(timer);
        waiting.delete(begin);
        resolve(isMine);
      };
      const begin = () => end(true);
      const timer = setTimeout(() => end(false), waitMs);
      waiting.add(begin);
    });
  }

  return async <Result>(work: () => Promise<Result>): Promise<Result | "busy"> => {
    if (!(await turn())) return "busy";
    try {
      return await work();
    } finally {
      const [next] = waiting;
      if (next) next();
      else free += 1;
    }
  };
}
