/** The private app that shows our sidebar in Zendesk, as Zendesk knows it. Another content needs another version, or nobody gets it. */
export const SIDEBAR_APP = {
  name: "Tickline",
  version: "1.0.0",
  description: "WhatsApp and SMS beside the ticket: the window, ticks and templates.",
} as const;

/** What an installation of it is told: the host that its pages come from. */
export type SidebarAppSettings = { name: string; host: string };
