import { Readable } from "node:stream";
import { UpstreamError } from "../errors.ts";
import type { UpstreamFetch } from "../http/upstream.ts";
import { type Answer, idOf, type RawTicket, ticketOf } from "./answers.ts";
import { appKeys } from "./app-keys.ts";
import { createCall, type Settings } from "./call.ts";
import { dynamicContent } from "./dynamic-content.ts";
import { locales } from "./locales.ts";
import { redactions } from "./redactions.ts";
import { surveys } from "./surveys.ts";
import { ticketComments } from "./ticket-comments.ts";
import { users } from "./users.ts";
import { wholeTickets } from "./whole-tickets.ts";
import type { NewTicket, Zendesk } from "./zendesk.ts";

/** Zendesk's Support API through node-zendesk. */
export function createZendesk(settings: Settings, fetchUpstream: UpstreamFetch): Zendesk {
  const call = createCall(settings, fetchUpstream);
  return {
    ...users(call),

    ticketRequest: (ticket) => JSON.stringify({ ticket: ticketFields(ticket) }),

    async createTicket(request, idempotencyKey) {
      const { result } = await call<Answer<RawTicket>>(
        (client) => client.tickets.create(JSON.parse(request)),
        {
          "Idempotency-Key": idempotencyKey,
        },
      );
      return ticketOf(result);
    },

    async findTicketByExternalId(externalId) {
      const { result } = await call<Answer<RawTicket[]>>((client) =>
        client.tickets.get(["tickets", { external_id: externalId }]),
      );
      return result[0] ? ticketOf(result[0]) : null;
    },

    async listTickets(ticketIds) {
      const { result } = await call<Answer<RawTicket[]>>((client) =>
        client.tickets.get(["tickets", "show_many", { ids: ticketIds.join(",") }]),
      );
      return result.map(ticketOf);
    },

    ...wholeTickets(call),
    ...ticketComments(call),
    ...redactions(call),
    ...locales(call),
    ...dynamicContent(call),
    async showSchedule(scheduleId) {
      const { schedules } = await import("./schedules.ts");
      return schedules(call).showSchedule(scheduleId);
    },
    ...surveys(call, settings),
    ...appKeys(settings, fetchUpstream),

    async upload({ filename, bytes }) {
      const uploaded = await call<unknown>((client) =>
        // Given anything but a stream, node-zendesk takes it for a file's path.
        client.attachments.upload(Readable.from([Buffer.from(bytes)]) as never, { filename, binary: true }),
      );
      return tokenIn(uploaded);
    },

    async knock() {
      const { result } = await call<Answer<{ id?: unknown } | undefined>>((client) => client.users.me());
      // Zendesk calls a stranger "Anonymous user", without an id, and answers 200.
      if (!result?.id) throw new UpstreamError("zendesk", "unauthorized", { status: 200 });
    },
  };
}

function ticketFields(ticket: NewTicket) {
  const { comment, brandId, groupId, followupOf } = ticket;
  return {
    subject: ticket.subject,
    comment: {
      body: comment.body,
      public: true,
      ...(comment.uploads?.length && { uploads: comment.uploads }),
    },
    requester_id: idOf(ticket.requesterId),
    external_id: ticket.externalId,
    tags: ticket.tags,
    ...(brandId && { brand_id: brandId }),
    ...(groupId && { group_id: groupId }),
    ...(followupOf && { via_followup_source_id: idOf(followupOf) }),
  };
}

function tokenIn(uploaded: unknown): string {
  const token = (uploaded as { upload?: { token?: unknown } })?.upload?.token;
  if (typeof token === "string") return token;
  throw new UpstreamError("zendesk", "unavailable", { reason: "the upload's answer has no token" });
}
