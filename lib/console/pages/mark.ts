import { setLanguage } from "../../db/contacts/contact-language.ts";
import { type ContactMark, markContact } from "../../db/contacts/contact-marks.ts";
import { isLanguage } from "../../domain/replies/languages.ts";
import { isUuid } from "../../domain/uuid.ts";
import { InvalidInputError } from "../../errors.ts";
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

/** Says in which language a contact is written to, or leaves it to what tells it by itself. */
export const markLanguage: Page = {
  async act({ deps, visitor: { actor }, params, form }) {
    const { id = "" } = params;
    const wanted = form.get("language") ?? "";
    const language = isLanguage(wanted) ? wanted : null;
    if (language === null && wanted !== "")
      throw new InvalidInputError([{ path: "language", message: "must be a language of ours" }]);
    const outcome = isUuid(id) ? await setLanguage(deps.db, { contactId: id, language, actor }) : "unknown";
    if (outcome === "unknown") throw noSuchContact();
    if (outcome === "erased") throw erasedAlready();
    return { to: `/contacts/${id}`, notice: language ? "language-set" : "language-by-itself" };
  },
};
