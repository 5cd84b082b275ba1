import type { AssistantEnv } from "../../config/env-assistant.ts";
import type { SettingName } from "../../config/settings.ts";
import { tokensThisMonth } from "../../db/assistant/tokens.ts";
import type { Db } from "../../db/client.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import type { Patient } from "../examination.ts";
import { found } from "./findings.ts";

type Configured = AssistantEnv & { configured: true };

const what = "Assistant";
const INSTEAD = "What customers write becomes tickets, as without it.";

/** What must be right for a server to be reached. */
const SETTINGS: Record<Configured["server"]["at"], string> = {
  gateway: "AI_GATEWAY_API_KEY",
  own: "ASSISTANT_BASE_URL and ASSISTANT_API_KEY",
};

/**
 * Whether the assistant can answer. Where nobody means it to, nothing is said and nothing asked.
 * @param db null where its tables are not there
 */
export async function examineAssistant({ env, business, model }: Patient, db: Db | null): Promise<Finding[]> {
  const { assistant } = env;
  if (!assistant.configured) return assistant.isBegun ? [unfinished(assistant.missing, env.invalid)] : [];
  const { instructions, problems } = await business();
  const texts = problems.length > 0 ? [asTexts(problems)] : [];
  if (instructions === null) return [off(), ...texts];
  const [wrong, spent] = await Promise.all([
    model().then((ours) => ours.knock()),
    db ? tokensThisMonth(db) : null,
  ]);
  return [asked(assistant, wrong), ...(spent === null ? [] : budget(assistant, spent)), ...texts];
}

/** What is malformed has a finding of its own, with what it must be. */
function unfinished(missing: SettingName[], invalid: SettingName[]): Finding {
  const isMalformed = (name: SettingName) => invalid.includes(name);
  const alternatives = (name: SettingName) =>
    name === "AI_GATEWAY_API_KEY" && !isMalformed(name) ? `${name} or ASSISTANT_BASE_URL` : name;
  const lacks = missing.map(
    (name) => `${alternatives(name)} is ${isMalformed(name) ? "malformed" : "missing"}`,
  );
  const cures = missing.map((name) => `${isMalformed(name) ? "correct" : "set"} ${alternatives(name)}`);
  const [first = "", ...others] = cures;
  const cure = [first.charAt(0).toUpperCase() + first.slice(1), ...others].join(", and ");
  return found({
    what,
    state: "warning",
    says: `It is off: ${lacks.join(", and ")}. ${INSTEAD}`,
    expected: "a model, and where to ask it",
    actual: lacks.join(", and "),
    cure: `${cure}; or remove the assistant's settings.`,
  });
}

function off(): Finding {
  return found({
    what,
    state: "warning",
    says: `It is off: it has no instructions. ${INSTEAD}`,
    expected: "lib/business/instructions.md",
    actual: "none that can be read",
    cure: "Write lib/business/instructions.md (docs/assistant.md says what belongs there) and deploy again; or remove ASSISTANT_MODEL.",
  });
}

function asked({ model, server }: Configured, wrong: string | null): Finding {
  if (wrong === null) return found({ what, state: "ok", says: seen({ model, server }) });
  return found({
    what,
    state: "warning",
    says: `Its model does not answer as it should: ${wrong}. ${INSTEAD}`,
    expected: `${model} answers`,
    actual: wrong,
    cure: `Look at the state of the model's server, and check ASSISTANT_MODEL, ${SETTINGS[server.at]}.`,
  });
}

/** No more than a knock can tell: nobody asked the model a question. */
function seen({ model, server }: Pick<Configured, "model" | "server">): string {
  if (server.at === "gateway") return `The AI Gateway answers for ${model}, and takes our key.`;
  return `The server of ${model} answers${server.apiKey ? ", with our key" : ""}. No question was asked.`;
}

function budget({ monthlyTokens }: Configured, spent: number): Finding[] {
  const says = `${spent} of this month's ${monthlyTokens} tokens are used`;
  if (spent < monthlyTokens) return [found({ what: "Assistant's tokens", state: "ok", says: `${says}.` })];
  return [
    found({
      what: "Assistant's tokens",
      state: "warning",
      says: `${says}: it rests until the month is over, UTC. ${INSTEAD}`,
      expected: "tokens left",
      actual: "none",
      cure: "Raise ASSISTANT_MONTHLY_TOKENS, if that is what you want to pay.",
    }),
  ];
}

function asTexts(problems: string[]): Finding {
  return found({
    what: "Assistant's texts",
    state: "warning",
    says: problems.join(" "),
    expected: "files in lib/business that can be read",
    actual: problems.length === 1 ? "one that cannot" : `${problems.length} things are wrong`,
    cure: "Change these files, and deploy again.",
  });
}
