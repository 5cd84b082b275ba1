/** Why a message failed, and what an agent can do about it. `isTransient`: it may go through later as it is. */
export type Failure = { reason: string; nextStep: string; isTransient?: true };
