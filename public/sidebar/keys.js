const keys = new Map();

/**
 * Sends something once, however often it is asked for: what is sent again under the same name has the same key, until an answer says what
 * became of it.
 */
export async function once(name, send) {
  const key = keys.get(name) ?? crypto.randomUUID();
  keys.set(name, key);
  try {
    const answer = await send(key);
    keys.delete(name);
    return answer;
  } catch (error) {
    if (!error.mayBeDone) keys.delete(name);
    throw error;
  }
}
