/** Whether Intl knows a zone by this name, and Temporal, which takes no other minus than "-". */
export function isTimeZone(name: string): boolean {
  if (!/^[!-~]+$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
