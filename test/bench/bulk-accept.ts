import { randomUUID } from "node:crypto";
import { acceptSend } from "../../lib/bulk/accept-send.ts";
import { parseSendRequest } from "../../lib/bulk/send-request.ts";
import type { Deps } from "../../lib/ports.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { BY_PASSWORD } from "../support/audit.ts";

/** One call that names so many recipients, as the function takes it. */
export async function accept(deps: Deps, count: number, prefix: string): Promise<void> {
  const bytes = bodyFor(count, prefix);
  const parsed = parseSendRequest(JSON.parse(bytes.toString()));
  if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems[0]));
  const accepted = await acceptSend(deps, parsed.request, {
    idempotencyKey: randomUUID(),
    requestHash: prefix,
    begun: undefined,
    actor: BY_PASSWORD,
  });
  if (accepted.accepted !== count) throw new Error(`${accepted.accepted} of ${count} accepted`);
}

function bodyFor(count: number, prefix: string): Buffer {
  const to = Array.from({ length: count }, (_, n) => `${prefix}${String(2_000_000 + n).padStart(7, "0")}`);
  return Buffer.from(JSON.stringify({ to, body: "Our office is closed on Friday.", channel: "sms" }));
}

if (process.argv[1]?.endsWith("bulk-accept.ts")) {
  const deps = createDeps(process.env);
  const startedAt = performance.now();
  await accept(deps, Number(process.argv[2]), "+1415");
  const acceptMs = performance.now() - startedAt;
  console.log(JSON.stringify({ acceptMs, memoryMb: process.memoryUsage().rss / 1024 / 1024 }));
  await deps.close();
}
