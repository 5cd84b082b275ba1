import type { ToldTemplate } from "../../../domain/templates/told-template.ts";
import type { TwilioClient } from "../client.ts";
import { pagesOf } from "../doctor/list-all.ts";
import { templateOfContent } from "./template-of-content.ts";

/** Twilio gives up to 1,000, and takes its time over them. */
const PAGE_SIZE = 100;

/**
 * The account's Contents as templates, page by page.
 * @throws {UpstreamError}
 */
export async function* listContents({ content }: TwilioClient): AsyncGenerator<ToldTemplate[]> {
  for await (const page of pagesOf(content.v1.contentAndApprovals.page({ pageSize: PAGE_SIZE })))
    yield page.map(templateOfContent);
}
