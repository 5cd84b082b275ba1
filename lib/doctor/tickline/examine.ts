import type { Examination } from "../examination.ts";
import { examineAssistant } from "./assistant.ts";
import { examineClock } from "./clock.ts";
import { examineDatabase } from "./database.ts";
import { examineHours } from "./hours.ts";
import { examineMetaNews } from "./meta-news.ts";
import { examineOwnTexts } from "./own-texts.ts";
import { examinePreview } from "./preview.ts";
import { examineRatings } from "./ratings.ts";
import { examineRecovery } from "./recovery.ts";
import { examineRetention } from "./retention.ts";
import { examineRoundTrip } from "./round-trip.ts";
import { examineSettings } from "./settings.ts";
import { examineSignIn } from "./sign-in.ts";
import { examineTasks } from "./tasks.ts";
import { examineTemplatesInUse } from "./templates-in-use.ts";
import { examineUpstreams } from "./upstreams.ts";

/** Tickline itself: its settings, database, clock and tasks, and whether its public address lets the providers' calls in. */
export const examineOurselves: Examination = async (patient) => {
  const { env, db, fetchOurselves } = patient;
  const database = await examineDatabase(env, db);
  const tasks = database.isMigrated ? await examineTasks(env, db) : [];
  const retention = database.isMigrated ? [await examineRetention(env, db)] : [];
  const upstreams = database.isMigrated ? await examineUpstreams(db) : [];
  const metaNews = database.isMigrated ? await examineMetaNews(env, db) : [];
  const templates = database.isMigrated ? await examineTemplatesInUse(env, db) : [];
  const ratings = database.isMigrated ? await examineRatings(env, db) : [];
  const recovery = database.isMigrated ? await examineRecovery(db) : [];
  const assistant = await examineAssistant(patient, database.isMigrated ? db : null);
  // Last: webhooks drive the tasks, and these are webhooks.
  const roundTrip = await examineRoundTrip({ env, fetchOurselves });
  const clocks = { databaseMs: database.facts?.aheadMs, deploymentMs: roundTrip.aheadMs };
  return [
    ...examineSettings(env),
    ...examineHours(env),
    ...examineSignIn(env),
    ...examinePreview(env),
    ...database.findings,
    ...tasks,
    ...retention,
    ...upstreams,
    ...metaNews,
    ...templates,
    ...ratings,
    ...recovery,
    ...assistant,
    ...(await examineOwnTexts(patient)),
    ...examineClock(clocks),
    ...roundTrip.findings,
  ];
};
