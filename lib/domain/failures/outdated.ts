/** What is sent, or told, so long after it was meant to be may no longer be what the customer should hear: agents decide. */
export const OUTDATED_AFTER_HOURS = 2;
