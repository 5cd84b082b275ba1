import { UPSTREAMS } from "../../domain/providers.ts";
import type { Page } from "../page.ts";

/** Every page by its path below /console, loaded when it is asked for: a visit pays for what it shows. The first that fits answers. */
export const PAGES: Readonly<Record<string, () => Promise<Page>>> = {
  "/": async () => (await import("./overview.ts")).overview,
  "/contacts": async () => (await import("./contacts.ts")).contacts,
  "/contacts/:id": async () => (await import("./contact.ts")).contact,
  "/contacts/:id/:mark(block|unblock|opt-out|opt-in)": async () => (await import("./mark.ts")).mark,
  "/contacts/:id/language": async () => (await import("./mark.ts")).markLanguage,
  "/contacts/:id/send-again": async () => (await import("./send-again.ts")).sendAgain,
  "/contacts/:id/erase": async () => (await import("./erase.ts")).erase,
  "/erasures/:receipt": async () => (await import("./erasure.ts")).erasure,
  "/media/:logId/:index": async () => (await import("./media.ts")).media,
  "/conversations": async () => (await import("./conversations.ts")).conversations,
  "/conversations/:sid": async () => (await import("./conversation.ts")).conversation,
  "/batches": async () => (await import("./batches.ts")).batches,
  "/batches/:id": async () => (await import("./batch.ts")).batch,
  "/batches/:id/recipients.csv": async () => (await import("./recipients-file.ts")).recipientsFile,
  "/templates": async () => (await import("./templates.ts")).templates,
  "/templates/:id": async () => (await import("./template.ts")).template,
  "/unconfirmed": async () => (await import("./unconfirmed.ts")).unconfirmed,
  "/recovery": async () => (await import("./recovery.ts")).recovery,
  "/tasks": async () => (await import("./tasks.ts")).tasks,
  "/tasks/dead": async () => (await import("./dead-tasks.ts")).deadTasks,
  "/tasks/:id": async () => (await import("./task.ts")).task,
  [`/upstreams/:upstream(${UPSTREAMS.join("|")})`]: async () => (await import("./upstream.ts")).upstream,
  "/audit": async () => (await import("./audit.ts")).audit,
  "/setup": async () => (await import("./setup.ts")).setup,
};
