import type { StoredContent } from "../sandbox/twilio/content.ts";
import { fixedSid } from "../sandbox/twilio/message.ts";
import type { World } from "./world.ts";

/** A Content in Twilio's account, approved unless told otherwise. */
export function putContent(
  world: World,
  name: string,
  types: StoredContent["types"],
  more: Partial<StoredContent> = {},
): string {
  const sid = fixedSid("HX", name);
  const approval = { status: "approved", category: "UTILITY" };
  world.twilio.contents.push({ sid, friendlyName: name, types, approval, ...more });
  return sid;
}

/** A template in Meta's business account, approved and of body alone unless told otherwise. */
export function putMetaTemplate(
  world: World,
  name: string,
  more: Partial<World["meta"]["setup"]["account"]["templates"][number]> = {},
): void {
  const components = [{ type: "BODY", text: "Your order {{1}} is on its way." }];
  world.meta.setup.account.templates.push({
    ...{ name, language: "en", status: "APPROVED", category: "UTILITY", components },
    ...more,
  });
}

/** The daily cron calls, and the providers are asked. */
export async function cronCalls(world: World): Promise<void> {
  const headers = { authorization: "Bearer a-cron-secret-for-tests" };
  await fetch(`${world.origin}/api/cron/daily`, { headers });
  await world.settle();
}

/** A day passes for what is done once a day. */
export async function aDayPasses(world: World): Promise<void> {
  await world.database.rows(
    "update tasks set done_at = done_at - interval '1 day' where kind = 'sync-templates'",
  );
  await world.database.rows("update templates set synced_at = synced_at - interval '1 day'");
}
