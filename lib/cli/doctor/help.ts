import { AREA_NAMES } from "../../domain/findings/summary-of-findings.ts";

/** What `npm run doctor -- --help` says. */
export const HELP = `Looks at everything that must be set up, here and at the providers, and says what is wrong with it. Changes nothing.

  npm run doctor
  npm run doctor -- --only twilio,zendesk

  --only <areas>   of ${Object.keys(AREA_NAMES).join(", ")}, with commas between them
  --json           for programs: { "healthy", "findings": [{ "area", "what", "state", "says", … }] }

The variables come from the environment, .env.local and .env. \`npm run setup\` does what a finding offers to set right.

Exit codes: 0 nothing is broken; 1 something is; 2 wrong usage.
`;
