import { ack } from "./ack.ts";
import { approve, reject } from "./approve.ts";
import type { Command } from "./command.ts";
import { help } from "./help.ts";
import { hi } from "./hi.ts";
import { pending } from "./pending.ts";
import { start } from "./start.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";

/** Every command, in the order in which HELP lists them. */
export const COMMANDS: readonly Command[] = [status, pending, ack, approve, reject, help, hi, stop, start];
