/** Somebody is known by something else from now on. */
export type IdentityChange = {
  /** What of them has changed. */
  column: "phone" | "bsuid";
  /** By what the person is known until now. */
  by: "phone" | "bsuid";
  from: string;
  to: string;
  /** The message that tells so, by its provider's id. */
  toldBy: string;
};
