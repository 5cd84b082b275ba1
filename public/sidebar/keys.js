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
    // Of what would be another text by now, nothing was done by this key; an earlier try of it may still be under way.
    if (!error.mayBeDone && error.code !== "changed") keys.delete(name);
    throw error;
  }
}
