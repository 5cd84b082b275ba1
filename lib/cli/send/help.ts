/** What `npm run send -- --help` says. */
export const HELP = `Sends messages through the deployed API, follows them, and writes a report.

  npm run send -- --to +14155550100 --body "Your parcel is here"
  npm run send -- --csv people.csv --content HX… --dry-run

Whom
  --to <number>            a recipient; may be given again
  --csv <file>             one recipient a line below a header; the number stands in the column "to" or "phone", else in the
                           first. With a template, every other column is a variable by its name: the column "1" is {{1}}.
                           Meta's take numbered columns alone
What
  --body <text>            free text, which WhatsApp lets through within 24 hours of the customer's last message
  --media <https://…>      a file, with or without --body
  --content <HX…>          a template of Twilio's
  --template <name:lang>   a template of Meta's
  --var <name=value>       a variable for everybody, such as 1=Ana; may be given again. A cell of the file goes first
How
  --channel <name>         whatsapp (default) or sms
  --provider <name>        twilio or meta, where both are configured
  --send-at <time>         such as 2026-12-24T09:00:00Z
  --requires-ack           asks for an ACK
  --dry-run                sends nothing: shows the first texts, and who would be left out why
  --yes                    does not ask before sending
  --no-watch               does not wait until all is sent
  --report <file>          default: people.report.csv for people.csv, else send.report.csv
  --run <name>             makes this another send than an earlier one of the same content
A batch
  --cancel <batch id>      nothing more of it is sent; may be given again
  --retry <batch id>       tries again what failed in it and may go through; may be given again
Where
  --url <https://…>        the deployment, instead of PUBLIC_BASE_URL
  API_KEY                  from the environment or .env.local, as PUBLIC_BASE_URL is

The same command again goes on where it stopped, and nobody hears it twice; later, it writes a fresher report. A changed file or text is
another send, to everybody in it.

Exit codes: 0 everybody was accepted and nothing failed; 1 somebody was left out (duplicates aside) or something failed; 2 wrong usage.
`;
