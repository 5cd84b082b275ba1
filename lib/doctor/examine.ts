import type { Area, Finding } from "../domain/finding.ts";
import { KnownError } from "../errors.ts";
import type { Examination, Patient } from "./examination.ts";

/** Every area's examinations, loaded when they are wanted: a cold start pays for none of them. */
const EXAMINATIONS: Record<Area, () => Promise<Examination>> = {
  tickline: async () => (await import("./own/examine.ts")).examineOurselves,
  twilio: async () => (await import("../channels/twilio/setup/examine.ts")).examineTwilio,
  meta: async () => {
    const { examineMeta } = await import("../channels/meta/setup/examine.ts");
    return examineMeta((await import("../commands/index.ts")).commandMenu());
  },
  zendesk: async () => (await import("../zendesk/setup/examine.ts")).examineZendesk,
};

const AREAS: readonly Area[] = ["tickline", "twilio", "meta", "zendesk"];

/** Everything that was found, area by area. Never throws for what it finds. */
export async function examine(patient: Patient): Promise<Finding[]> {
  const found = await Promise.all(AREAS.map((area) => examineArea(area, patient)));
  return found.flat();
}

async function examineArea(area: Area, patient: Patient): Promise<Finding[]> {
  try {
    return await (await EXAMINATIONS[area]())(patient);
  } catch (error) {
    // A mistake of ours must not hide what the other areas have to say.
    const why = error instanceof KnownError ? error.message : "it broke off on our side";
    return [
      { area, what: "The examination itself", state: "unknown", says: `It could not be finished: ${why}.` },
    ];
  }
}
