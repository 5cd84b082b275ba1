import { findingsOf } from "../../domain/findings/finding.ts";

/** A finding about Tickline itself. */
export const found = findingsOf("tickline");
