import { type ContactMark, markContact } from "../../db/contacts/contact-marks.ts";
import { isUuid } from "../../domain/uuid.ts";
import type { Notice } from "../notices.ts";
import type { Page } from "../page.ts";
import { erasedAlready, noSuchContact } from "../parts/contact/named-contact.ts";

const NOTICES = {
  block: "blocked",
  unblock: "unblocked",
  "opt-out": "opted-out",
  "opt-in": "opted-in",
} as const satisfies Record<ContactMark, Notice>;

const BY_ADMINS: Record<ContactMark, string | null> = {
  block: "Blocking",
  unblock: "Unblocking",
  "opt-out": null,
  "opt-in": null,
};

/** Blocks a contact or opts them out, and takes it back: what waits to be sent to them asks again at the last moment. */
export const mark: Page = {
  // The path lets nothing else through.
  needsAdmin: ({ params }) => BY_ADMINS[params.mark as ContactMark],

  async act({ deps, visitor: { actor }, params }) {
    const { id = "" } = params;
    // The path lets nothing else through.
    const wanted = params.mark as ContactMark;
    const outcome = isUuid(id)
      ? await markContact(deps.db, { contactId: id, mark: wanted, actor })
      : "unknown";
    if (outcome === "unknown") throw noSuchContact();
    if (outcome === "erased") throw erasedAlready();
    return { to: `/contacts/${id}`, notice: NOTICES[wanted] };
  },
};
