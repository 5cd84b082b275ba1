// Calls of our own server, with a bearer that is nowhere but in this module.

/** A bearer lasts for a quarter of an hour, and is renewed well before. */
const RENEWED_EVERY_MS = 5 * 60 * 1000;
const CALL_LASTS_MS = 30_000;

/** Why a call failed, in words for an agent. `mayBeDone`: nobody knows whether what was asked for was done. */
export class CallError extends Error {
  constructor(message, { status = 0, code = "", problems = [], mayBeDone = false } = {}) {
    super(message);
    Object.assign(this, { status, code, problems, mayBeDone });
  }
}

let bearer = "";
let renewedAt = 0;
let renewing = null;

/** Takes the bearer out of the page, and keeps it fresh as long as the page is open. */
export function takeBearer(main) {
  bearer = main.dataset.bearer;
  renewedAt = performance.now();
  delete main.dataset.bearer;
  setInterval(() => void renewed().catch(() => {}), RENEWED_EVERY_MS);
}

export async function read(path, query = {}) {
  await renewed();
  return ask(`${path}?${new URLSearchParams(query)}`, { method: "GET" });
}

export async function post(path, fields = {}) {
  await renewed();
  return ask(path, posted(fields));
}

const posted = (fields) => ({
  method: "POST",
  body: JSON.stringify(fields),
  headers: { "content-type": "application/json" },
});

function renewed() {
  if (performance.now() - renewedAt < RENEWED_EVERY_MS) return Promise.resolve();
  renewing ??= ask("renew", posted({}))
    .then((given) => {
      bearer = given.bearer;
      renewedAt = performance.now();
    })
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

async function ask(path, init) {
  let response;
  let said;
  try {
    response = await fetch(`/zendesk/app/${path}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${bearer}` },
      signal: AbortSignal.timeout(CALL_LASTS_MS),
      cache: "no-store",
    });
    said = await response.text();
  } catch {
    throw new CallError("Tickline cannot be reached.", { mayBeDone: true });
  }
  const json = parsed(said);
  if (response.ok && json) return json;
  throw failure(response.status, json);
}

function failure(status, json) {
  if (status === 401)
    return new CallError("Zendesk has to say again who you are: reload the page in your browser.", {
      status,
    });
  const sentence = typeof json?.error === "string" ? asSentence(json.error) : "";
  const problems = Array.isArray(json?.problems) ? json.problems : [];
  return new CallError(sentence || "Tickline is not well at the moment.", {
    status,
    code: json?.code,
    problems,
    mayBeDone: status >= 500 || status === 0 || status < 300,
  });
}

const asSentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

function parsed(text) {
  try {
    const json = JSON.parse(text);
    return typeof json === "object" ? json : null;
  } catch {
    return null;
  }
}
