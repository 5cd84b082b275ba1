/** What a customer may say of our help, in the order of the buttons, and of the numbers 1 to 3. */
export const SCORES = ["good", "so-so", "bad"] as const;
export type Score = (typeof SCORES)[number];

/** What contact logs call a message that was an answer, as they call a command by its name. */
export const RATING = "rating";
