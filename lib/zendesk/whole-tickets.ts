import { isMissing, type RawTicket, ticketOf } from "./answers.ts";
import type { Call } from "./call.ts";
import type { WholeTicket, Zendesk } from "./zendesk.ts";

type RawWhole = RawTicket & {
  subject?: string | null;
  tags?: string[];
  custom_fields?: { id: number | string; value: unknown }[];
  via?: { channel?: string | null } | null;
  submitter_id?: number | string | null;
  assignee_id?: number | string | null;
  external_id?: string | null;
};
type RawRequester = {
  id: number | string;
  name?: string | null;
  phone?: string | null;
  external_id?: string | null;
  locale?: string | null;
};

type WholeTickets = Pick<Zendesk, "showWholeTicket" | "listTicketFields" | "removeTags">;

/** A ticket with its requester, and its tags. */
export function wholeTickets(call: Call): WholeTickets {
  return {
    async showWholeTicket(ticketId) {
      try {
        const { ticket, users } = await call<{ ticket: RawWhole; users?: RawRequester[] }>(
          async (client, answered) => {
            await client.tickets.get(["tickets", ticketId, { include: "users" }]);
            return answered();
          },
        );
        return wholeOf(ticket, users ?? []);
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    async listTicketFields() {
      const { ticket_fields: fields } = await call<{
        ticket_fields: { id: number | string; title: string }[];
      }>(async (client, answered) => {
        await client.tickets.get(["ticket_fields"]);
        return answered();
      });
      return fields.map(({ id, title }) => ({ id: String(id), title }));
    },

    async removeTags(ticketId, tags) {
      await call((client) => client.tickets.request("DELETE", `tickets/${ticketId}/tags`, { tags }));
    },
  };
}

function wholeOf(ticket: RawWhole, users: RawRequester[]): WholeTicket {
  const requester = users.find(({ id }) => String(id) === String(ticket.requester_id));
  const assignee = users.find(({ id }) => String(id) === String(ticket.assignee_id));
  const fields = (ticket.custom_fields ?? []).flatMap(({ id, value }) =>
    value === null || value === undefined || value === "" ? [] : [[String(id), String(value)] as const],
  );
  return {
    ...ticketOf(ticket),
    subject: ticket.subject ?? "",
    tags: ticket.tags ?? [],
    fields: Object.fromEntries(fields),
    via: ticket.via?.channel ?? null,
    submitterId: ticket.submitter_id == null ? null : String(ticket.submitter_id),
    externalId: ticket.external_id ?? null,
    requester: requester
      ? {
          id: String(requester.id),
          name: requester.name ?? null,
          phone: requester.phone ?? null,
          externalId: requester.external_id ?? null,
          locale: requester.locale ?? null,
        }
      : null,
    assignee:
      ticket.assignee_id == null ? null : { id: String(ticket.assignee_id), name: assignee?.name ?? null },
  };
}
