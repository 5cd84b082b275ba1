/** Why a message was not sent, in our own words: a code that no provider has, and a sentence. */
export const UNSENT = {
  unwelcome: { errorCode: null, errorMessage: "The contact opted out or is blocked." },
  forAnother: {
    errorCode: "requester-changed",
    errorMessage: "The ticket's requester is somebody else by now.",
  },
} as const;
