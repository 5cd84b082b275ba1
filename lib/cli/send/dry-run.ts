import { ANSWERS, callApi } from "./call-api.ts";
import { cutParts } from "./cut-parts.ts";
import type { Send } from "./options.ts";
import { readPeople } from "./read-people.ts";
import type { Screen } from "./screen.ts";

/** Texts that are shown, and people left out. */
const SHOWN = 20;

/** Shows what a send would do, and sends nothing. Returns the exit code. */
export async function dryRun({ deployment, options }: Send, screen: Screen): Promise<0 | 1> {
  const people = await readPeople(options);
  const { parts, leftOut } = cutParts(people, { ...options, message: { ...options.message, dryRun: true } });
  const messages: { to: string; text: string }[] = [];
  const skipped = leftOut.map(({ line, reason }) => ({ to: people[line]?.to ?? "", reason }));
  let accepted = 0;
  for (const { body } of parts) {
    const answer = await callApi(deployment, { method: "POST", send: { body }, answer: ANSWERS.dryRun });
    accepted += answer.accepted;
    skipped.push(...answer.skipped);
    messages.push(...answer.messages.slice(0, SHOWN - messages.length));
  }
  // What a template says, Meta does not tell.
  for (const { to, text } of messages) screen.say(`${to}: ${text || "(the template)"}`);
  if (accepted > messages.length) screen.say(`… and ${accepted - messages.length} more`);
  for (const { to, reason } of skipped.slice(0, SHOWN)) screen.say(`${to || "(empty)"}: skipped, ${reason}`);
  if (skipped.length > SHOWN) screen.say(`… and ${skipped.length - SHOWN} more skipped`);
  screen.say(`A dry run: ${accepted} would be accepted, ${skipped.length} skipped. Nothing was sent.`);
  return skipped.every(({ reason }) => reason === "duplicate") ? 0 : 1;
}
