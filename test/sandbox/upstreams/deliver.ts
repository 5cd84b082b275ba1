import type { DeliverSettings } from "./settings.ts";

export type WebhookRequest = {
  method: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Ends the call before it is answered. */
  signal?: AbortSignal;
};

/**
 * Calls a webhook of ours by its public URL, as whoever stands before the functions passes it on.
 * @throws {Error} when the URL is neither below `publicBaseUrl` nor on this machine
 */
export async function callWebhook(
  settings: DeliverSettings,
  url: string,
  { method, headers: given, body, signal }: WebhookRequest,
): Promise<Response> {
  const { host, protocol } = new URL(url);
  const headers = { ...given, "x-forwarded-host": host, "x-forwarded-proto": protocol.slice(0, -1) };
  // Fetch takes views of an ArrayBuffer only, and a Buffer may be one of a shared one.
  const bytes = typeof body === "string" ? body : body && new Uint8Array(body);
  const request = { method, headers, body: bytes, ...(signal && { signal }) };
  if (settings.send) return settings.send(new Request(url, request));
  return fetch(targetOf(settings, url), { ...request, redirect: "manual" });
}

function targetOf({ publicBaseUrl, targetOrigin }: DeliverSettings, url: string): string {
  if (targetOrigin && url.startsWith(`${publicBaseUrl}/`))
    return targetOrigin + url.slice(publicBaseUrl.length);
  if (["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname)) return url;
  throw new Error(`${url} is not below ${publicBaseUrl}: the simulated providers call nobody else`);
}
