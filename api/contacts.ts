import { eraseContact } from "../lib/history/erase-contact.ts";
import { maskedKey, parseContactKey, parseHistoryQuery } from "../lib/history/parse-contact-query.ts";
import { readHistory } from "../lib/history/read-history.ts";
import { requireApiKey } from "../lib/http/bearer.ts";
import { type Answer, defineEndpoint, type Incoming, jsonAnswer } from "../lib/http/endpoint.ts";
import { parseForm } from "../lib/http/form.ts";
import { API_BODY, API_REFUSALS, readFields } from "../lib/http/read-fields.ts";
import { parseStatsQuery } from "../lib/stats/range.ts";
import { readStatistics } from "../lib/stats/read-statistics.ts";

type Deps = Parameters<typeof readStatistics>[0];
const queryOf = ({ rawQuery }: Incoming) => parseForm(Buffer.from(rawQuery.slice(1)));

async function read(incoming: Incoming, deps: Deps, fieldsOf: (incoming: Incoming) => unknown) {
  requireApiKey(incoming.headers, deps.env);
  const fields = fieldsOf(incoming);
  const range = parseStatsQuery(fields);
  if (range) return answer(`statistics of ${range}`, "read", await readStatistics(deps, range));
  const query = parseHistoryQuery(fields);
  return answer(maskedKey(query.key), "read", await readHistory(deps, query));
}

async function erase(incoming: Incoming, deps: Deps & { drain(): Promise<void> }) {
  requireApiKey(incoming.headers, deps.env);
  const key = parseContactKey(queryOf(incoming));
  const erasure = await eraseContact(deps, key);
  const erased = answer(maskedKey(key), "erased", erasure);
  if (erasure?.sweep !== "under way") return erased;
  return { ...erased, status: 202, background: deps.drain };
}

function answer(who: string, outcome: string, found: object | null): Answer {
  const message = `Contacts: ${who}, ${found ? outcome : "unknown"}`;
  if (!found) return { status: 404, body: "No such contact.", outcome: "unknown", message };
  return { ...jsonAnswer(200, found), outcome, message };
}

export const endpoint = defineEndpoint({
  route: "contacts",
  refusals: API_REFUSALS,
  errorsAs: "json",
  methods: {
    GET: { handle: (incoming, deps) => read(incoming, deps, queryOf) },
    POST: { body: API_BODY, handle: (incoming, deps) => read(incoming, deps, readFields) },
    DELETE: { handle: erase },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
