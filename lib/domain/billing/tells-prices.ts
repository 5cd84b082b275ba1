import type { Provider } from "../providers.ts";

/** Whether a provider says of each message whether it bills it, and as what; of others' messages that is our estimate. */
export const TELLS_PRICES: Record<Provider, boolean> = { twilio: false, meta: true };
