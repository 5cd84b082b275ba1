import type { Template } from "../../domain/message.ts";
import { UpstreamError } from "../../errors.ts";
import type { TwilioClient } from "./client.ts";

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;

/**
 * What a Content says and which variables it has.
 * @throws {UpstreamError}
 * @see https://www.twilio.com/docs/content/content-api-resources
 */
export async function describeContent(
  { content }: TwilioClient,
  template: Template,
): Promise<{ text: string; variables: string[] } | "no-such-template"> {
  if (!("contentSid" in template)) return "no-such-template";
  try {
    const { types } = await content.v1.contents(template.contentSid).fetch();
    // Twilio's type says `any`; each member is one way in which the same content is shown.
    const shapes = Object.values((types ?? {}) as Record<string, { body?: unknown; title?: unknown }>);
    const text = shapes.map(({ body, title }) => body ?? title).find((words) => typeof words === "string");
    const names = [...JSON.stringify(types ?? {}).matchAll(PLACEHOLDER)].map(([, name = ""]) => name);
    return { text: String(text ?? ""), variables: [...new Set(names)] };
  } catch (error) {
    if (error instanceof UpstreamError && error.status === 404) return "no-such-template";
    throw error;
  }
}
