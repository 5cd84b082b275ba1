import { findingsOf } from "../../domain/finding.ts";

/** A finding about Tickline itself. */
export const found = findingsOf("tickline");
