import { callWebhook } from "../upstreams/deliver.ts";
import type { Upstreams } from "../upstreams.ts";

/** A file that a message of ours points to, as the customer's phone got it. */
export type SentFile = {
  id: string;
  name: string;
  contentType: string;
  bytes: Buffer;
  /** Why there is no file; null when there is one. */
  problem: string | null;
};

/** Fetches the files of our messages as the provider does: each address once, when its message was accepted. */
export function createSentFiles({ deliver, zendesk }: Pick<Upstreams, "deliver" | "zendesk">) {
  const files = new Map<string, SentFile>();

  async function fetchInto(file: SentFile, url: string): Promise<void> {
    const attached = zendesk.files.find(({ content_url }) => content_url === url);
    if (attached) {
      Object.assign(file, { contentType: attached.content_type, bytes: attached.bytes, problem: null });
      return;
    }
    const response = await callWebhook(deliver, url, { method: "GET" });
    const bytes = Buffer.from(await response.arrayBuffer());
    const contentType = response.headers.get("content-type") ?? "application/octet-stream";
    const problem = response.status === 200 ? null : `its address answered ${response.status}`;
    Object.assign(file, { contentType, bytes, problem });
  }

  return {
    /** The file at this address: at once, with its bytes when they have come. */
    at(url: string, name = nameIn(url)): SentFile {
      const known = files.get(url);
      if (known) return known;
      const file = {
        id: String(files.size + 1),
        name,
        contentType: "",
        bytes: Buffer.alloc(0),
        problem: "loading",
      };
      files.set(url, file);
      fetchInto(file, url).catch((error) => {
        file.problem = error instanceof Error ? error.message : String(error);
      });
      return file;
    },
    withId: (id: string | undefined) => [...files.values()].find((file) => file.id === id && !file.problem),
  };
}

function nameIn(url: string): string {
  const { pathname, searchParams } = new URL(url);
  const last = pathname.split("/").filter(Boolean).at(-1) ?? "file";
  return searchParams.get("name") ?? decodeURIComponent(last);
}
