import type { Provider } from "./providers.ts";

/** Whether a provider knows one number of ours and no other, so that every message is to that number, however it is spelt. */
export const HAS_ONE_SENDER: Readonly<Record<Provider, boolean>> = { twilio: false, meta: true };
