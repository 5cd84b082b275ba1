import type { MetaEnv } from "../../../config/env.ts";
import type { Examination } from "../../../doctor/examination.ts";
import { examineAccessToken } from "./access-token.ts";
import { examineApp } from "./app.ts";
import { askGraph } from "./ask-graph.ts";
import { examineBusinessAccount } from "./business-account.ts";
import { type CommandMenu, examineCommandMenu } from "./command-menu.ts";
import { found } from "./findings.ts";
import { examineOverrides, lookForOverrides } from "./overrides.ts";
import { examinePhoneNumber } from "./phone-number.ts";
import { examineReplyTemplates } from "./reply-template.ts";
import { examineSubscribedApps } from "./subscribed-apps.ts";
import { webhookAddress } from "./webhook-address.ts";

/** The examination of WhatsApp through Meta's Cloud API, with the menu that WhatsApp should list at a "/". */
export function examineMeta(menu: CommandMenu): Examination {
  return async ({ env, fetchUpstream, texts }, wanted) => {
    const { meta } = env;
    if (!meta.configured) return [notConfigured(meta, env.invalid)];
    const { phoneNumberId } = meta;
    const graph = askGraph(fetchUpstream, meta.accessToken);
    const address = webhookAddress(env);
    const { wording } = await texts();
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
      examineReplyTemplates({ graph, meta, accountId, env, languages: wanted?.languages ?? [], wording }),
    ]);
    return [token.findings, account.findings, ...others].flat();
  };
}

function notConfigured({ missing, isBegun }: Extract<MetaEnv, { configured: false }>, invalid: string[]) {
  const what = "WhatsApp through Meta";
  const malformed = missing.filter((name) => invalid.includes(name));
  if (!isBegun)
    return found({
      what,
      state: "off",
      says: "It is not used: none of the variables that connect it is set.",
    });
  const also = malformed.length > 0 ? ` (malformed: ${malformed.join(", ")})` : "";
  return found({
    what,
    state: "broken",
    says: `It is configured in part only, so it is off: ${missing.join(", ")} missing${also}.`,
    expected: "all of Meta's variables, or none",
    actual: `without ${missing.join(", ")}`,
    cure: `Set ${missing.join(", ")} and deploy, or remove the others.`,
  });
}
