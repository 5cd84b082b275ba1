import type { Env } from "../../config/env.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import type { Account, TicketField } from "./account.ts";
import { found } from "./findings.ts";

export const TICK_FIELD = "Ticket field for ticks";
const TITLE = "WhatsApp status";
const ID = "ZENDESK_TICKS_FIELD_ID";

/** Fields that take any text. */
const isText = ({ type }: TicketField) => type === "text" || type === "textarea";

/** Whether ticks are wanted in a field; without the field's id they are shown nowhere. */
export function wantsTickField({ ticks, invalid }: Env): boolean {
  return ticks.as === "field" || (ticks.as === "off" && invalid.includes(ID));
}

/** Whether the field that is to show delivered and read can do so. */
export async function examineTickField(account: Account, { ticks }: Env): Promise<Finding> {
  const fix = {
    says: `Looks for an active text field "${TITLE}", makes it where there is none, and gives its id as ${ID}.`,
    overwrites: ticks.as === "field" ? `the value that ${ID} has now` : null,
    apply: async () => ({ [ID]: await fieldOfOurs(account) }),
  };
  const broken = (says: string, actual: string) =>
    found({
      what: TICK_FIELD,
      state: "broken",
      says: `${says} No ticket shows that an answer was delivered or read.`,
      expected: "the id of an active text field",
      actual,
      cure: `Run npm run setup, or make a text field in Admin Center, Objects and rules, Tickets, Fields, and set ${ID} to its id.`,
      fix,
    });
  if (ticks.as !== "field")
    return broken(`ZENDESK_TICKS is "field", and ${ID} is missing or malformed.`, "none");
  const field = (await account.ticketFields()).find(({ id }) => String(id) === ticks.fieldId);
  if (!field) return broken(`Zendesk has no ticket field with the id in ${ID}.`, `no field ${ticks.fieldId}`);
  if (!isText(field))
    return broken(`"${field.title}" takes no text: it is of type ${field.type}.`, `type ${field.type}`);
  if (!field.active) return broken(`"${field.title}" is inactive.`, "inactive");
  return found({ what: TICK_FIELD, state: "ok", says: `"${field.title}" shows delivered and read.` });
}

async function fieldOfOurs(account: Account): Promise<string> {
  const fields = await account.ticketFields();
  const known = fields.find((field) => field.title === TITLE && field.active && isText(field));
  if (known) return String(known.id);
  return account.createTicketField({
    type: "text",
    title: TITLE,
    description: "Says whether WhatsApp delivered the last answer, and whether it was read.",
  });
}
