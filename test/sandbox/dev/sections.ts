import type { Upstreams } from "../upstreams.ts";
import { readExchanges, readTurns } from "./assistant.ts";
import type { createConversations } from "./conversations.ts";
import { CUSTOMERS } from "./customers.ts";
import type { DatabaseView } from "./database-view.ts";
import type { createPhone } from "./phone.ts";
import type { Switches } from "./switches.ts";
import type { createTicketDesk } from "./ticket-desk.ts";

/** What the page shows, part by part; a part is sent again when it has changed. */
export type Sections = Record<string, unknown>;

type Parts = {
  upstreams: Upstreams;
  phone: ReturnType<typeof createPhone>;
  conversations: ReturnType<typeof createConversations>;
  tickets: ReturnType<typeof createTicketDesk>;
  switches: Switches;
};

/** The page's content at this moment. */
export function readSections(
  { upstreams, phone, conversations, tickets, switches }: Parts,
  database: DatabaseView,
): Sections {
  const { deliver } = upstreams;
  return {
    world: {
      accountSid: deliver.accountSid,
      whatsappNumber: deliver.whatsappNumber,
      customers: CUSTOMERS,
    },
    switches,
    phone: phone.bubbles(database.log),
    typing: phone.typing(),
    tickets: tickets.view(),
    assistant: { ...readTurns(database.turns), exchanges: readExchanges(upstreams.model) },
    desk: tickets.desk(),
    conversations: conversations.view(database.conversations),
    log: database.log
      .slice(0, 100)
      .map(({ address, ...row }) => ({ ...row, contact: row.contact ?? address })),
    tasks: { rows: database.tasks, pauses: database.pauses, done: database.done },
  };
}
