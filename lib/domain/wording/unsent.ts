/** Why a message was not sent, in our own words: a sentence, and where its ticket is told another thing then, a code that no provider has. */
export const UNSENT = {
  unwelcome: { errorCode: null, errorMessage: "The contact opted out or is blocked." },
  windowClosed: { errorCode: null, errorMessage: "The service window closed." },
  overtaken: {
    errorCode: null,
    errorMessage: "The service window closed, or a person took the conversation, before it could go.",
  },
  notAsked: {
    errorCode: null,
    errorMessage: "The ticket was opened again, or the service window closed, before it could be asked.",
  },
  batchCanceled: { errorCode: null, errorMessage: "The batch was canceled." },
  givenUp: { errorCode: null, errorMessage: "Given up after many attempts." },
  neverArrived: { errorCode: "never-sent", errorMessage: "The provider's log shows that it was never sent." },
  neverConfirmed: {
    errorCode: "never-confirmed",
    errorMessage: "In three days nobody could say whether it was sent.",
  },
  forAnother: {
    errorCode: "requester-changed",
    errorMessage: "The ticket's requester is somebody else by now.",
  },
} as const;
