import type { CommandCall } from "../commands/command.ts";
import type { Match } from "../commands/match.ts";
import { recordCommand } from "../db/messages/commands.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { enqueueReply } from "../outbound/enqueue-reply.ts";
import type { Deps } from "../ports.ts";

/**
 * Carries out the command that a message is, once. The answer is promised before anything changes: after a crash in between, the
 * same facts still give the same answer, which exists already, and the change is made then. Null, and nothing is done: it proved to be none.
 */
export async function obeyCommand(
  deps: Deps,
  message: MessageInContext,
  { command, argument, commands, replies }: Match & Pick<CommandCall, "commands" | "replies">,
): Promise<string | null> {
  if (message.command !== null) return `obeyed ${message.command} before`;
  const call: CommandCall = {
    db: deps.db,
    message,
    argument,
    commands,
    replies,
    repliesIn: deps.replies,
    notes: deps.notes,
  };
  const ran = await command.run(call);
  if (ran === "not-meant") return null;
  const { answer, effect } = ran;
  const reply = answer && {
    answers: message.logId,
    purpose: `command:${command.name}` as const,
    about: argument.toLowerCase(),
    ...answer,
  };
  const isWithheld = reply !== null && (await enqueueReply(deps, reply)) !== "enqueued";
  await (effect?.() ?? recordCommand(deps.db, { logId: message.logId, command: command.name }));
  return `obeyed ${command.name}${isWithheld ? ", and not answered: opted out, said just before, or too many replies" : ""}`;
}
