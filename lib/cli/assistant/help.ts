/** What `npm run assistant -- --help` says. */
export const HELP = `Talks to the assistant here, or plays written conversations to it. Nothing is sent, stored or filed: its tools are simulated.

  npm run assistant -- --try
  npm run assistant -- --evaluate
  npm run assistant -- --evaluate test/assistant/refund.yaml my-transcripts/*.yaml

  --try                 you write as a customer, over the instructions and knowledge in lib/business
  --evaluate [files]    plays transcripts, those in test/assistant unless you name some, and says what held

With --try each line is a message; /new begins another conversation, /quit or Ctrl-D ends. Below each answer stands what it took.
How transcripts are written: docs/assistant.md. The variables come from the environment, .env.local and .env: ASSISTANT_MODEL, with
AI_GATEWAY_API_KEY or ASSISTANT_BASE_URL. Both ask the model, which costs tokens; they count for no limit of a deployment's.

Exit codes: 0 done, and everything held; 1 something did not hold, or it could not be done; 2 wrong usage.
`;
