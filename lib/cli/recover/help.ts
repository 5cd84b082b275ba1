import { UPSTREAMS } from "../../domain/providers.ts";

/** What `npm run recover -- --help` says. */
export const HELP = `Looks for what never reached us, and stores, files and relays it as if it had come. Twice does it once.

  npm run recover
  npm run recover -- --since 2026-11-28T09:00:00Z --dry-run
  npm run recover -- --since 2026-11-28 --provider twilio

  --since <ISO>      a date, or a moment with its offset, at most 400 days ago; without it, since the last look ended
  --provider <name>  of ${UPSTREAMS.join(", ")}; without it, all that are set up
  --dry-run          says what would be recovered, and changes nothing

The variables come from the environment, .env.local and .env: they must be those of the deployment. This command does
the work that is due there until the look is over; ended before, the deployment goes on with it.

Exit codes: 0 looked at all; 1 one is under way, or ended before it had seen all; 2 wrong usage.
`;
