import { AREAS, type Area, type Finding } from "../domain/findings/finding.ts";
import { KnownError } from "../errors.ts";
import type { Examination, Patient, Wanted } from "./examination.ts";

/** Every area's examinations, loaded when they are wanted: a cold start pays for none of them. */
const EXAMINATIONS: Record<Area, () => Promise<Examination>> = {
  tickline: async () => (await import("./tickline/examine.ts")).examineOurselves,
  twilio: async () => (await import("../providers/twilio/doctor/examine.ts")).examineTwilio,
  meta: async () => {
    const { examineMeta } = await import("../providers/meta/doctor/examine.ts");
    const { commandMenu } = await import("../commands/index.ts");
    return (patient, wanted) => examineMeta(commandMenu(patient.env.defaultLanguage))(patient, wanted);
  },
  zendesk: async () => (await import("../zendesk/doctor/examine.ts")).examineZendesk,
};

export type Examinations = typeof EXAMINATIONS;

/** The same, with what set-up offers to make beyond what they ask for. */
export function examinationsWith(wanted: Wanted): Examinations {
  const withWanted = (area: Area) => async (): Promise<Examination> => {
    const examination = await EXAMINATIONS[area]();
    return (patient) => examination(patient, wanted);
  };
  return {
    tickline: withWanted("tickline"),
    twilio: withWanted("twilio"),
    meta: withWanted("meta"),
    zendesk: withWanted("zendesk"),
  };
}

/** What was found in these areas, one area after the other. Never throws for what it finds. */
export async function examine(
  patient: Patient,
  { only = AREAS, examinations = EXAMINATIONS }: { only?: readonly Area[]; examinations?: Examinations } = {},
): Promise<Finding[]> {
  const areas = AREAS.filter((area) => only.includes(area));
  const found = await Promise.all(areas.map((area) => examineArea(area, examinations, patient)));
  return found.flat();
}

async function examineArea(area: Area, examinations: Examinations, patient: Patient): Promise<Finding[]> {
  try {
    return await (await examinations[area]())(patient);
  } catch (error) {
    // A mistake of ours must not hide what the other areas have to say.
    const why = error instanceof KnownError ? error.message : "it broke off on our side";
    return [
      { area, what: "The examination itself", state: "unknown", says: `It could not be finished: ${why}.` },
    ];
  }
}
