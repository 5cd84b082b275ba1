import type { SidebarState } from "../../lib/sidebar/state.ts";

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const SENT = {
  kind: "text",
  by: "agent",
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failedAt: null,
  failure: null,
  unconfirmedSince: null,
} as const;

/** A ticket on which there is something of everything that the sidebar shows. */
export function richState(ticketId: string): SidebarState {
  return {
    ticketId,
    customer: {
      name: "Ada Okafor",
      maskedNumber: "•••• 0100",
      language: "es",
      chosenLanguage: null,
      languages: ["en", "es"],
      optedOut: ["sms"],
      isBlocked: false,
      isFirstContact: false,
      channel: "whatsapp",
      provider: "twilio",
      timelineUrl: "/console/contacts/0",
    },
    isBegun: true,
    windowClosesAt: new Date(Date.now() + 5.2 * 3_600_000).toISOString(),
    whyNoTemplate: null,
    windowDoubt: null,
    now: new Date().toISOString(),
    answers: [
      {
        ...SENT,
        id: "1",
        text: "Your invoice is corrected.",
        status: "failed",
        failedAt: minutesAgo(2),
        failure: {
          reason: "Nobody knows whether it was sent.",
          nextStep: "Send it again where it still matters.",
          maySendAgain: true,
        },
        unconfirmedSince: minutesAgo(2),
      },
      {
        ...SENT,
        id: "2",
        text: "Good morning Ada, your order 77 is ready.",
        kind: "template",
        by: "template",
        status: "delivered",
        sentAt: minutesAgo(32),
        deliveredAt: minutesAgo(31),
      },
      {
        ...SENT,
        id: "3",
        text: "We are looking at it.",
        status: "read",
        sentAt: minutesAgo(62),
        deliveredAt: minutesAgo(61),
        readAt: minutesAgo(60),
      },
      ...["4", "5", "6", "7"].map((id) => ({
        ...SENT,
        id,
        text: `An older answer, ${id}`,
        status: "sent",
        sentAt: minutesAgo(90),
      })),
    ],
    waiting: [
      { id: "8", text: "Shall we bring it?", why: "The customer last wrote more than 24 hours ago." },
    ],
    invitation: { isPossible: true, why: null },
    files: [{ name: "scan.pdf", why: "Zendesk is away: it comes by itself." }],
  };
}
