/**
 * What shows what a query to `GET /api/messages` asks for: a batch, templates, or a message. Loaded for whoever asks: a cold start waits
 * for what sends alone.
 */
export async function showerOf(query: URLSearchParams) {
  if (query.has("batch")) return (await import("../bulk/named-batch.ts")).showNamed;
  if (query.has("templates")) return (await import("../templates/show-templates.ts")).showTemplates;
  return (await import("../contacts/named-message.ts")).showMessage;
}
