/** Whether a person wants messages that they did not ask for, as they told the provider. */
export type Preference = {
  phone: string | null;
  /** The number in the provider's own spelling. */
  waId: string | null;
  bsuid: string | null;
  wants: "stop" | "resume";
  /** When they said so, in seconds or milliseconds, as the provider writes it, which compare as text; null where it does not say. */
  saidAt: string | null;
};
