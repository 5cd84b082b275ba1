/** What is said of a message whose answer was lost, where nobody can say whether it was sent. */
export const UNCONFIRMED = {
  name: "Unconfirmed",
  reason:
    "The provider's answer was lost, and nobody can say whether the message was sent. " +
    "It is not sent again by itself, since the customer might get it twice.",
  nextStep:
    'If the customer does not have it, write it once more, or press "Send again" in Tickline\'s console, under Unconfirmed.',
};
