import type { Finding } from "../../domain/finding.ts";

/** What is found, without whose it is. */
export type Found = Omit<Finding, "area">;

/** A finding about Tickline itself. */
export const found = (finding: Found): Finding => ({ area: "tickline", ...finding });
