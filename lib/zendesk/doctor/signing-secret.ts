import type { Finding } from "../../domain/findings/finding.ts";
import { isSameSecret } from "../../same-secret.ts";
import type { Account, Webhook } from "./account.ts";
import { found } from "./findings.ts";
import { secretOf } from "./webhook.ts";

export const SECRET = "Signing secret of the webhook";

/** Whether the deployment believes the webhook: equal or not, and nothing else of either secret. */
export async function examineSigningSecret(
  account: Account,
  { id, name }: Webhook,
  ours: string | undefined,
): Promise<Finding> {
  const theirs = await account.signingSecret(id);
  if (ours !== undefined && isSameSecret(ours, theirs))
    return found({ what: SECRET, state: "ok", says: `ZENDESK_WEBHOOK_SECRET is the secret of "${name}".` });
  return found({
    what: SECRET,
    state: "broken",
    says:
      ours === undefined
        ? "ZENDESK_WEBHOOK_SECRET is not set: whatever the webhook tells is refused, and agents' answers reach no phone."
        : `ZENDESK_WEBHOOK_SECRET is not the secret of "${name}": whatever it tells is refused, and agents' answers reach no phone.`,
    expected: `the secret of "${name}"`,
    actual: ours === undefined ? "none" : "another one",
    cure: `Run npm run setup, or reveal the secret of "${name}" in Admin Center and set ZENDESK_WEBHOOK_SECRET to it.`,
    fix: {
      says: `Reads the secret of "${name}" from Zendesk, as the value of ZENDESK_WEBHOOK_SECRET. In Zendesk nothing changes.`,
      overwrites: ours === undefined ? null : "the value that ZENDESK_WEBHOOK_SECRET has now",
      apply: () => secretOf(account, id),
    },
  });
}
