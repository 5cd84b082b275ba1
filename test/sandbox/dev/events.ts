import type { Sections } from "./sections.ts";

const POLL_MS = 400;

/** Server-Sent Events: each listener gets every section at once, and then those that change. Polls only while somebody listens. */
export function createEvents(read: () => Promise<Sections>) {
  const listeners = new Set<ReadableStreamDefaultController<string>>();
  let last = new Map<string, string>();
  let lastLook = Promise.resolve();
  let looking = false;
  let timer: NodeJS.Timeout | undefined;

  function schedule() {
    timer ??= setInterval(() => {
      if (!looking) void refresh();
    }, POLL_MS);
  }

  function leave(listener: ReadableStreamDefaultController<string>) {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  /** Looks again, after the look that is under way, and tells the listeners what has changed. */
  function refresh(): Promise<void> {
    looking = true;
    lastLook = lastLook.then(look);
    const own = lastLook;
    return own.then(() => {
      if (lastLook === own) looking = false;
    });
  }

  async function look(): Promise<void> {
    // A database that is just being stopped has nothing new to show.
    const sections = await read().catch(() => undefined);
    if (!sections) return;
    const texts = new Map(Object.entries(sections).map(([name, part]) => [name, JSON.stringify(part)]));
    const changed = [...texts].filter(([name, text]) => last.get(name) !== text);
    last = texts;
    for (const listener of listeners) for (const entry of changed) listener.enqueue(format(entry));
  }

  return {
    refresh,
    /** The stream for one page. */
    subscribe(): Response {
      let self: ReadableStreamDefaultController<string>;
      const stream = new ReadableStream<string>({
        start(controller) {
          self = controller;
          for (const entry of last) controller.enqueue(format(entry));
          listeners.add(controller);
          schedule();
        },
        cancel: () => leave(self),
      });
      return new Response(stream.pipeThrough(new TextEncoderStream()), {
        headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
      });
    },
    close() {
      for (const listener of [...listeners]) {
        leave(listener);
        listener.close();
      }
    },
  };
}

function format([name, text]: [string, string]): string {
  return `event: ${name}\ndata: ${text}\n\n`;
}
