import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { test } from "../support/world.ts";

/** Webhooks captured by others; not part of the project. */
const FOLDER = fileURLToPath(new URL("../../../shared/fixtures/", import.meta.url));
const files = existsSync(FOLDER)
  ? [
      ...readdirSync(`${FOLDER}pywa`)
        .filter((name) => name.endsWith(".json"))
        .map((name) => `pywa/${name}`),
      "vercel-chat/whatsapp.json",
    ]
  : [];

/** What the updates of each file become: log rows in, log rows out, events, and elements that nobody could read. */
const BECOMES: Record<string, [inbound: number, outbound: number, events: number, unreadable: number]> = {
  "pywa/account_update.json": [0, 0, 17, 0],
  "pywa/call_connect.json": [0, 0, 2, 0],
  "pywa/call_permission_update.json": [2, 0, 0, 0],
  "pywa/call_status.json": [0, 0, 1, 0],
  "pywa/call_terminate.json": [0, 0, 1, 0],
  "pywa/callback_button.json": [3, 0, 0, 0],
  "pywa/callback_selection.json": [2, 0, 0, 0],
  "pywa/deleted_message.json": [1, 0, 0, 0],
  "pywa/edited_message.json": [1, 0, 0, 0],
  "pywa/flow_completion.json": [2, 0, 0, 0],
  "pywa/message.json": [23, 0, 1, 0],
  "pywa/message_status.json": [0, 7, 0, 0],
  "pywa/outgoing_message.json": [0, 0, 3, 0],
  "pywa/system.json": [2, 0, 0, 0],
  "pywa/template_category_update.json": [0, 0, 1, 0],
  "pywa/template_components_update.json": [0, 0, 1, 0],
  "pywa/template_quality_update.json": [0, 0, 1, 0],
  "pywa/template_status_update.json": [0, 0, 2, 0],
  "pywa/user_marketing_preferences.json": [0, 0, 2, 0],
  "vercel-chat/whatsapp.json": [2, 1, 0, 0],
};

test.for(files)(
  "%s: every update is stored, none is an error (skipped without the fixtures)",
  async (file, { world }) => {
    const updates = webhooksIn(JSON.parse(readFileSync(`${FOLDER}${file}`, "utf8")));
    expect(updates.length).toBeGreaterThan(0);
    for (const [n, update] of updates.entries()) {
      // Captured updates share their ids and numbers: each is made a message of its own, to our number.
      const text = JSON.stringify(update)
        .replaceAll("wamid.", `wamid.${n}.`)
        .replaceAll(
          /"phone_number_id":"[^"]+"/g,
          `"phone_number_id":"${world.env.WHATSAPP_PHONE_NUMBER_ID}"`,
        );
      expect((await world.meta.post(text)).status, file).toBe(200);
    }
    await world.settle();
    const count = async (sql: string) =>
      (await world.database.rows<{ n: number }>(`select count(*)::int as n from ${sql}`))[0]?.n;
    expect([
      await count("contact_logs where direction = 'inbound'"),
      await count("contact_logs where direction = 'outbound' and contact_id is null"),
      await count("account_events"),
      await count("tasks where kind = 'unreadable-element'"),
    ]).toEqual(BECOMES[file]);
    expect(await count("tasks where dead_at is not null and kind <> 'unreadable-element'")).toBe(0);
  },
);

/** Every webhook in a file, however deep its author put it. */
function webhooksIn(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if ("entry" in value) return [value];
  return Object.values(value).flatMap(webhooksIn);
}
