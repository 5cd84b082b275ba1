/** Says on each refusal of ours why, in the word that the log has: whoever looks for faults need not read prose. */
export const OUTCOME_HEADER = "x-tickline-outcome";
