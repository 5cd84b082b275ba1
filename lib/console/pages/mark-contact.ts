import { type ContactMark, markContact } from "../../db/contact-marks.ts";
import { isUuid } from "../../domain/uuid.ts";
import { RefusedError } from "../../errors.ts";
import type { Notice } from "../notices.ts";
import type { Page } from "../page.ts";

const NOTICES = {
  block: "blocked",
  unblock: "unblocked",
  "opt-out": "opted-out",
  "opt-in": "opted-in",
} as const satisfies Record<ContactMark, Notice>;

/** Blocks a contact or opts them out, and takes it back: what waits to be sent to them asks again at the last moment. */
export const markedContact: Page = {
  path: "/contacts/:id/:mark(block|unblock|opt-out|opt-in)",

  async act({ deps, params: { id = "", mark = "" } }) {
    // The path lets nothing else through.
    const wanted = mark as ContactMark;
    const outcome = isUuid(id) ? await markContact(deps.db, id, wanted) : "unknown";
    if (outcome === "unknown") throw new RefusedError("There is no such contact", { because: "missing" });
    if (outcome === "erased") throw new RefusedError("This contact was erased", { because: "conflict" });
    return { to: `/contacts/${id}`, notice: NOTICES[wanted] };
  },
};
