import { type Evidence, JOINS, PROOFS, type Proofs } from "../../domain/message-status.ts";
import { isForgotten } from "../erasure/erased.ts";
import type { Cells } from "../statement-over.ts";

/** What may name a person is not kept of one who was erased. */
type Column = { name: string; type: string; isPersonal?: true };

/** Where what a status proves stands in a row of the contact log. */
const COLUMNS: Record<keyof Proofs, Column> = {
  status: { name: "status", type: "message_status" },
  sentAt: { name: "sent_at", type: "timestamptz" },
  deliveredAt: { name: "delivered_at", type: "timestamptz" },
  readAt: { name: "read_at", type: "timestamptz" },
  failedAt: { name: "failed_at", type: "timestamptz" },
  errorCode: { name: "error_code", type: "text" },
  errorMessage: { name: "error_message", type: "text", isPersonal: true },
  pricingCategory: { name: "pricing_category", type: "text" },
  isBillable: { name: "is_billable", type: "bool" },
  pricingModel: { name: "pricing_model", type: "text" },
  pricingType: { name: "pricing_type", type: "text" },
};

/** The columns with their PostgreSQL types. */
export const PROOF_COLUMNS: Record<string, string> = Object.fromEntries(
  PROOFS.map((proof) => [COLUMNS[proof].name, COLUMNS[proof].type]),
);

/** What evidence proves, by its columns. */
export function proofRow(evidence: Evidence): Record<string, unknown> {
  return Object.fromEntries(PROOFS.map((proof) => [COLUMNS[proof].name, evidence[proof]]));
}

/** What an update's cells are called: by the row that it is, or cell by cell. */
type Update = string | Cells<string>;

/** The assignments that join what an update proves, all of it unless told otherwise, with what row `l` knows. */
export function joined(update: Update, proofs = PROOFS): string {
  return proofs.map((proof) => `${COLUMNS[proof].name} = ${joinOf(proof, update).becomes}`).join(",\n    ");
}

/** Whether an update proves anything that row `l` does not know yet. */
export function tellsSomethingNew(update: Update): string {
  return `(${PROOFS.map((proof) => joinOf(proof, update).isNew).join("\n    or ")})`;
}

/** What a proof becomes, and whether that changes it. The order of the enum is the order of proof. */
function joinOf(proof: keyof Proofs, update: Update): { becomes: string; isNew: string } {
  const { name, isPersonal } = COLUMNS[proof];
  const known = `l.${name}`;
  const told = typeof update === "string" ? `${update}.${name}` : update(name);
  switch (JOINS[proof]) {
    case "highest":
      return { becomes: `greatest(${known}, ${told})`, isNew: `${told} > ${known}` };
    case "earliest": {
      const earliest = `least(${known}, ${told})`;
      return { becomes: earliest, isNew: `${earliest} is distinct from ${known}` };
    }
    case "first": {
      const first = `coalesce(${known}, ${told})`;
      const isNew = `${known} is null and ${told} is not null`;
      if (!isPersonal) return { becomes: first, isNew: `(${isNew})` };
      return {
        becomes: `case when not ${isForgotten("l")} then ${first} end`,
        isNew: `(${isNew} and not ${isForgotten("l")})`,
      };
    }
  }
}
