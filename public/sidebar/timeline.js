import { post } from "./calls.js";

/** Opens the timeline of the ticket's customer in a new tab, where a code that is good once signs the agent in. */
export async function openTimeline(ticketId) {
  // Opened at once: a browser lets only a press open a tab, not an answer that comes later.
  const tab = window.open("", "_blank");
  try {
    const { url } = await post("console-code", { ticketId });
    if (!tab) throw new Error("Your browser let no tab be opened: allow it for Zendesk.");
    tab.opener = null;
    tab.location.replace(new URL(url, location.origin).href);
  } catch (error) {
    tab?.close();
    throw error;
  }
}
