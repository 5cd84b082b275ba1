import { recipientsCsv } from "../../bulk/recipients-csv.ts";
import type { Page } from "../page.ts";
import { batchOf } from "./batch.ts";

/** What became of each recipient of a batch, as a file. */
export const recipientsFile: Page = {
  async show({ deps, params }) {
    const { batchId } = await batchOf(deps, params);
    const filename = `batch-${batchId}.csv`;
    return { filename, contentType: "text/csv; charset=utf-8", bytes: recipientsCsv(deps, batchId) };
  },
};
