import { parse } from "node:path";
import { readSettings } from "../../config/settings.ts";
import { parseFlags } from "../shared/parse-flags.ts";
import { UsageError } from "../shared/usage-error.ts";

/** Where the API is, and the key that opens it. */
export type Deployment = { url: string; apiKey: string };

/** A message as `POST /api/messages` takes it, but for whom it is to. */
export type Message = Record<string, unknown>;

export type SendOptions = {
  to: string[];
  csv: string | undefined;
  message: Message;
  /** Variables for everybody; undefined for a message that has none. */
  variables: Record<string, string> | undefined;
  isDryRun: boolean;
  isAgreed: boolean;
  isWatched: boolean;
  report: string;
  run: string;
};

export type Send = { does: "send"; deployment: Deployment; options: SendOptions };

export type Command =
  | { does: "help" }
  | Send
  | { does: "cancel" | "retry"; deployment: Deployment; batchIds: string[] };

const text = { type: "string" } as const;
const texts = { type: "string", multiple: true } as const;
const flag = { type: "boolean" } as const;

const OPTIONS = {
  to: texts,
  csv: text,
  body: text,
  content: text,
  template: text,
  var: texts,
  media: text,
  channel: text,
  provider: text,
  "send-at": text,
  "requires-ack": flag,
  "dry-run": flag,
  report: text,
  run: text,
  yes: flag,
  watch: { type: "boolean", default: true },
  cancel: texts,
  retry: texts,
  url: text,
  help: flag,
} as const;

type Values = ReturnType<typeof flagsOf>;

const flagsOf = (args: string[]) => parseFlags({ args, options: OPTIONS, allowNegative: true });

/** What the command line asks for. @throws {UsageError} */
export function parseCommand(args: string[], env: NodeJS.ProcessEnv): Command {
  const values = flagsOf(args);
  if (values.help) return { does: "help" };
  const { to = [], csv, cancel, retry } = values;
  const whats = [to.length > 0, csv !== undefined, cancel !== undefined, retry !== undefined];
  if (whats.filter(Boolean).length !== 1)
    throw new UsageError("give one of --to, --csv, --cancel and --retry");
  const options = cancel || retry ? null : sendOptions(values);
  const deployment = deploymentOf(values.url, env);
  if (options) return { does: "send", deployment, options };
  return { does: cancel ? "cancel" : "retry", deployment, batchIds: cancel ?? retry ?? [] };
}

function deploymentOf(given: string | undefined, env: NodeJS.ProcessEnv): Deployment {
  const { settings, invalid } = readSettings({
    PUBLIC_BASE_URL: given ?? env.PUBLIC_BASE_URL,
    API_KEY: env.API_KEY,
  });
  const { PUBLIC_BASE_URL: url, API_KEY: apiKey } = settings;
  const where = given === undefined ? "PUBLIC_BASE_URL" : "--url";
  if (!url) {
    throw new UsageError(
      invalid.includes("PUBLIC_BASE_URL")
        ? `${where} is no address: write it like https://support.example.com`
        : "PUBLIC_BASE_URL is missing: set it, or give --url https://…",
    );
  }
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
    throw new UsageError(`${where} is not https: the API key would travel unprotected`);
  if (apiKey) return { url, apiKey };
  throw new UsageError(
    `API_KEY is ${invalid.includes("API_KEY") ? "shorter than 32 characters" : "missing"}: set it to the deployment's, in the environment or .env.local`,
  );
}

function sendOptions(values: Values): SendOptions {
  const { to = [], csv, body, content, template, media } = values;
  const isText = body !== undefined || media !== undefined;
  if ([isText, content !== undefined, template !== undefined].filter(Boolean).length !== 1)
    throw new UsageError("give one of --body (or --media), --content and --template");
  if (isText && values.var) throw new UsageError("--var fills a template: give --content or --template");
  const [name, language = "en"] = template?.split(":") ?? [];
  const message = {
    ...(body !== undefined && { body }),
    ...(media !== undefined && { mediaUrl: media }),
    ...(content !== undefined && { contentSid: content }),
    ...(template !== undefined && { template: { name, language } }),
    ...(values.channel !== undefined && { channel: values.channel }),
    ...(values.provider !== undefined && { provider: values.provider }),
    ...(values["send-at"] !== undefined && { sendAt: values["send-at"] }),
    ...(values["requires-ack"] && { requiresAck: true }),
  };
  return {
    to,
    csv,
    message,
    variables: isText ? undefined : variablesOf(values.var ?? []),
    isDryRun: values["dry-run"] ?? false,
    isAgreed: values.yes ?? false,
    isWatched: values.watch,
    report: reportOf(values.report, csv),
    run: values.run ?? "",
  };
}

function variablesOf(given: string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((one) => {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(one) ?? [];
      if (name === undefined || value === undefined)
        throw new UsageError("--var takes name=value, such as 1=Ana");
      return [name, value];
    }),
  );
}

function reportOf(given: string | undefined, csv: string | undefined): string {
  const { dir, name } = parse(csv ?? "send.csv");
  const report = given ?? `${dir && `${dir}/`}${name}.report.csv`;
  if (report === csv) throw new UsageError("--report names the file of --csv: name another");
  return report;
}
