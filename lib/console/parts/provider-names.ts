import type { Provider } from "../../domain/message.ts";

/** What each provider is called where people read it. */
export const PROVIDER_NAMES: Record<Provider, string> = { twilio: "Twilio", meta: "Meta" };
