import type { Examination } from "../../../doctor/examination.ts";
import type { Env } from "../../../env.ts";
import { examineAccessToken } from "./access-token.ts";
import { examineApp } from "./app.ts";
import { askGraph, finding } from "./ask-graph.ts";
import { examineBusinessAccount } from "./business-account.ts";
import { type CommandMenu, examineCommandMenu } from "./command-menu.ts";
import { examineOverrides, lookForOverrides } from "./overrides.ts";
import { examinePhoneNumber } from "./phone-number.ts";
import { examineReplyTemplate } from "./reply-template.ts";
import { examineSubscribedApps } from "./subscribed-apps.ts";
import { webhookAddress } from "./webhook-address.ts";

/** The examination of WhatsApp through Meta's Cloud API, with the menu that WhatsApp should list at a "/". */
export function examineMeta(menu: CommandMenu): Examination {
  return async ({ env, fetchUpstream }) => {
    const { meta } = env;
    if (!meta.configured) return [notConfigured(meta.missing, env)];
    const { phoneNumberId } = meta;
    const graph = askGraph(fetchUpstream, meta.accessToken);
    const address = webhookAddress(env);
    const [token, overrides] = await Promise.all([
      examineAccessToken(graph, meta),
      lookForOverrides(graph, phoneNumberId),
    ]);
    const account = await examineBusinessAccount(graph, meta, token.accountIds);
    const { accountId } = account;
    const appId = meta.appId ?? token.appId;
    const others = await Promise.all([
      examinePhoneNumber(graph, phoneNumberId),
      examineApp({ graph, meta, tokenAppId: token.appId, address, overrides }),
      examineOverrides({ graph, phoneNumberId, accountId, address, overrides }),
      examineSubscribedApps({ graph, accountId, appId }),
      examineCommandMenu(graph, phoneNumberId, menu),
      examineReplyTemplate({ graph, meta, accountId, invalid: env.invalid }),
    ]);
    return [token.findings, account.findings, ...others].flat();
  };
}

const VARIABLES = 4;

function notConfigured(missing: string[], { invalid }: Env) {
  const what = "WhatsApp through Meta";
  const malformed = missing.filter((name) => invalid.includes(name));
  if (missing.length === VARIABLES && malformed.length === 0)
    return finding(what, "off", "It is not used: none of its variables is set.");
  const also = malformed.length > 0 ? ` (malformed: ${malformed.join(", ")})` : "";
  return finding(
    what,
    "broken",
    `It is configured in part only, so it is off: ${missing.join(", ")} missing${also}.`,
    {
      expected: "all of Meta's variables, or none",
      actual: `${VARIABLES - missing.length} of ${VARIABLES}`,
      cure: `Set ${missing.join(", ")} and deploy, or remove the others.`,
    },
  );
}
