/** A task is its worker's for so long, unless the worker, which lives, renews that. */
export const LEASE_SECONDS = 25;

/** So that two renewals in a row may fail. */
export const RENEWED_EVERY_SECONDS = 8;
