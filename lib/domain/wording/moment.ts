/** A moment that reads alike for every agent, wherever they sit. */
export function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
