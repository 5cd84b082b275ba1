import { eraseContact, isUnderWay } from "../lib/contacts/erase-contact.ts";
import { maskedKey, parseErasure } from "../lib/contacts/parse-contact-query.ts";
import { readContacts } from "../lib/contacts/read-contacts.ts";
import { type Answer, type Incoming, jsonAnswer } from "../lib/http/answer.ts";
import { requireApiKey } from "../lib/http/bearer.ts";
import { defineEndpoint } from "../lib/http/endpoint.ts";
import { API_BODY, API_REFUSALS, readFields, readQuery } from "../lib/http/read-fields.ts";
import { parseStatsQuery } from "../lib/stats/range.ts";
import { readStatistics } from "../lib/stats/read-statistics.ts";
import { instanceDeps } from "../lib/wiring/wire.ts";

type Deps = Parameters<typeof readStatistics>[0] & { drain(): Promise<void> };

async function read(incoming: Incoming, deps: Deps, fieldsOf: (incoming: Incoming) => unknown) {
  requireApiKey(incoming.headers, deps.env, "read");
  const fields = fieldsOf(incoming);
  const range = parseStatsQuery(fields);
  if (range) return tell("read", { who: `statistics of ${range}`, found: await readStatistics(deps, range) });
  return tell("read", await readContacts(deps, fields));
}

async function erase(incoming: Incoming, deps: Deps) {
  const actor = requireApiKey(incoming.headers, deps.env, "erase");
  const { key, everywhere } = parseErasure(readQuery(incoming));
  const found = await eraseContact(deps, key, { everywhere, actor });
  return { ...tell("erased", { who: maskedKey(key), found }), background: deps.drain };
}

function tell(outcome: string, { who, found }: { who: string; found: object | null }): Answer {
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
