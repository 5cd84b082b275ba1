import { UPSTREAMS } from "../../domain/providers.ts";
import { LANGUAGES } from "../../domain/replies/languages.ts";

/** What `npm run setup -- --help` says. */
export const HELP = `Asks for the settings that are missing, looks at everything, sets right what can be set right at the providers, and says
which variables the deployment needs. Done again, it does nothing twice.

  npm run setup
  npm run setup -- --dry-run
  npm run setup -- --yes --only twilio,zendesk --write

  --only <providers>     of ${UPSTREAMS.join(", ")}, with commas between them; else it asks, or takes those whose variables are set
  --languages <codes>    of ${LANGUAGES.join(", ")}, with commas between them: also makes our templates in these, and submits them
  --app                  also installs or updates the sidebar's app in Zendesk
  --dry-run              shows what would be done, and changes nothing
  --yes                  asks nothing, and fails naming what is missing
  --write                writes the variables to .env.local, where everything else stays as it is
  --overwrite            also replaces what somebody else set at a provider; with --yes, only this does
  --even-from-preview    with --yes: points providers at a preview or a branch all the same

Settings come from the environment, .env.local and .env. There is no flag for them: other users of a machine can read a command line, and
shells remember it.

Warning: a secret that is set in Vercel alone is unknown here, and another one is made. Vercel gives no sensitive value back: put it into
.env.local. \`vercel env pull .env.local\` brings the rest, and replaces the file.

Exit codes: 0 nothing is broken any more; 1 something is, or could not be done; 2 wrong usage, or something is missing.
`;
