/** A task is its worker's for so long, unless the worker, which lives, renews that. */
export const LEASE_SECONDS = 25;

/** Between being claimed and begun lies one statement: what was claimed by nobody who heard of it is due again soon. */
export const CLAIM_SECONDS = 6;

/** So that two renewals in a row may fail. */
export const RENEWED_EVERY_SECONDS = 8;
