import { html } from "hono/html";
import type { OptedOut } from "../../../db/contacts/consent.ts";
import type { ContactRow } from "../../../db/contacts/contact-rows.ts";
import type { Html } from "../../page.ts";
import { badge } from "../badge.ts";
import { span } from "../time.ts";

/** What a contact is called: by the name they gave themselves, else by what they are known by. */
export function contactName({
  profileName,
  username,
  phone,
  bsuid,
}: Pick<ContactRow, "profileName" | "username" | "phone" | "bsuid">): string {
  return profileName || (username && `@${username}`) || phone || bsuid || "Without a name";
}

/** What must be known before somebody writes to them. */
export function contactBadges(contact: Omit<ContactRow, "latest">): Html {
  const { isErased, blockedAt, optedOut, serviceWindowClosesAt } = contact;
  if (isErased) return badge("quiet", "Erased");
  return html`${blockedAt ? badge("bad", "Blocked") : ""}
    ${optedOutBadge(optedOut)}
    ${serviceWindowClosesAt ? badge("good", `Window open, ${span((serviceWindowClosesAt.getTime() - Date.now()) / 1000)} left`) : ""}`;
}

/** Of which channels, unless of both. */
function optedOutBadge({ whatsapp, sms }: OptedOut): Html | "" {
  if (whatsapp && sms) return badge("warn", "Opted out");
  if (whatsapp || sms) return badge("warn", `Opted out of ${whatsapp ? "WhatsApp" : "SMS"}`);
  return "";
}
