/** What `npm run tasks -- --help` says. */
export const HELP = `Shows what is dead, by kind and reason, and retries or discards all of one reason at once.

  npm run tasks
  npm run tasks -- --retry --kind add-note --reason "zendesk rejected HTTP 422" --dry-run
  npm run tasks -- --discard --kind add-note --reason "zendesk rejected HTTP 422"

  --retry           each runs once more, with all its attempts before it; kept payloads are read again
  --discard         none is tried again, for good
  --kind <kind>     as it is listed
  --reason <text>   as it is listed, or the whole error of one such task; without it, whatever they died of
  --dry-run         says how many, and changes nothing

The variables come from the environment, .env.local and .env: to retry, they must be those of the deployment. This command then
does the work that is due there. Without Zendesk's it waits until the deployment is woken: by a webhook, its cron or the console.
The same command may be given again, and by two people at once: each death is retried once.

Exit codes: 0 done; 1 it could not be done; 2 wrong usage.
`;
