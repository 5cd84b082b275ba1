import { eraseContact, isUnderWay } from "../lib/contacts/erase-contact.ts";
import { maskedKey, parseContactKey, parseHistoryQuery } from "../lib/contacts/parse-contact-query.ts";
import { readHistory } from "../lib/contacts/read-history.ts";
import { type Answer, type Incoming, jsonAnswer } from "../lib/http/answer.ts";
import { requireApiKey } from "../lib/http/bearer.ts";
import { defineEndpoint } from "../lib/http/endpoint.ts";
import { API_BODY, API_REFUSALS, readFields, readQuery } from "../lib/http/read-fields.ts";
import { parseStatsQuery } from "../lib/stats/range.ts";
import { readStatistics } from "../lib/stats/read-statistics.ts";
import { instanceDeps } from "../lib/wiring/wire.ts";

type Deps = Parameters<typeof readStatistics>[0] & { drain(): Promise<void> };

async function read(incoming: Incoming, deps: Deps, fieldsOf: (incoming: Incoming) => unknown) {
  requireApiKey(incoming.headers, deps.env);
  const fields = fieldsOf(incoming);
  const range = parseStatsQuery(fields);
  if (range) return answer(`statistics of ${range}`, "read", await readStatistics(deps, range));
  const query = parseHistoryQuery(fields);
  return answer(maskedKey(query.key), "read", await readHistory(deps, query));
}

async function erase(incoming: Incoming, deps: Deps) {
  requireApiKey(incoming.headers, deps.env);
  const key = parseContactKey(readQuery(incoming));
  return { ...answer(maskedKey(key), "erased", await eraseContact(deps, key)), background: deps.drain };
}

function answer(who: string, outcome: string, found: object | null): Answer {
  const message = `Contacts: ${who}, ${found ? outcome : "unknown"}`;
  const unknown = { status: 404, body: "No such contact.", outcome: "unknown", message };
  return found ? { ...jsonAnswer(isUnderWay(found) ? 202 : 200, found), outcome, message } : unknown;
}

export const endpoint = defineEndpoint(instanceDeps, {
  route: "contacts",
  refusals: API_REFUSALS,
  errorsAs: "json",
  methods: {
    GET: { handle: (incoming, deps) => read(incoming, deps, readQuery) },
    POST: { body: API_BODY, handle: (incoming, deps) => read(incoming, deps, readFields) },
    DELETE: { handle: erase },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
