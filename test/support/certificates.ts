import { sql } from "drizzle-orm";
import type { Command } from "../../lib/commands/command.ts";

/** Says which of the contact's certificates expire within 60 days. */
export const certificates: Command = {
  name: "certificates",
  in: () => ({ words: ["certificates", "certs"], summary: "which of your certificates expire soon" }),

  async run({ db, message }) {
    const expiring = await db.query<{ name: string; on: string }>(sql`
      select name, to_char(expires_on, 'FMDD Mon YYYY') as "on" from certificates
      where phone = ${message.contact.phone} and expires_on < now() + interval '60 days'
      order by expires_on limit 10`);
    const lines = expiring.map(({ name, on }) => `${name} expires on ${on}.`);
    return { answer: { body: lines.join("\n") || "None of your certificates expires soon." } };
  },
};
