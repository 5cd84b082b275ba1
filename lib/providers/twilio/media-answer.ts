import type { FetchedMedia } from "../channel.ts";

export type Refused = Extract<FetchedMedia, { outcome: "refused" }>;

/** The last answer on the way to a file; `isSigned` when its address spoke for itself, without our credentials. */
export type MediaAnswer = { response: Response; isSigned: boolean };
