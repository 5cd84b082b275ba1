import { wordingOf } from "../domain/replies/dynamic-content.ts";
import type { OwnWording } from "../domain/replies/own-wording.ts";
import { UpstreamError } from "../errors.ts";
import { remembered } from "../zendesk/remembered.ts";
import type { Zendesk } from "../zendesk/zendesk.ts";
import type { WordingSource } from "./replies.ts";

const NOTHING: OwnWording = {};
const PATIENCE_MS = 1_000;

type Asked = Pick<Zendesk, "listDynamicContent" | "listLocales">;

/** What a business words in Zendesk's Dynamic Content, remembered for an hour. Whoever has something to say waits a second for it at most. */
export function wordingInZendesk(zendesk: () => Asked): WordingSource {
  return patiently(remembered(async () => readWording(zendesk())));
}

async function readWording(zendesk: Asked): Promise<OwnWording> {
  try {
    const items = await zendesk.listDynamicContent();
    return items.length === 0 ? NOTHING : wordingOf(items, await zendesk.listLocales()).wording;
  } catch (error) {
    // Plans below Professional have none, and not every agent may see it: that stays so for a while.
    if (error instanceof UpstreamError && (error.status === 403 || error.status === 404)) return NOTHING;
    throw error;
  }
}

/**
 * What `read` answers, or what it answered last where it takes longer than that; the answer counts from when it comes, and until then nobody
 * waits for it any more.
 */
export function patiently(read: () => Promise<OwnWording | null>, patienceMs = PATIENCE_MS): WordingSource {
  let latest = NOTHING;
  let isLate = false;
  return async () => {
    if (isLate) return latest;
    const asked = read().then((told) => {
      latest = told ?? NOTHING;
      isLate = false;
    });
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        isLate = true;
        resolve();
      }, patienceMs);
    });
    await Promise.race([asked, tooLate]);
    clearTimeout(timer);
    return latest;
  };
}
