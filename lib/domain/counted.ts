/** A count that stops at a limit, as it is said: "9,999", and from the limit on "10,000 or more". */
export function counted(count: number, atMost: number): string {
  // Not made beforehand: what it takes to write numbers is 10 ms of a cold start.
  const said = count.toLocaleString("en");
  return count < atMost ? said : `${said} or more`;
}
