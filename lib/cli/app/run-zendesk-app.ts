import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { SIDEBAR_APP } from "../../domain/sidebar/sidebar-app.ts";
import { parseFlags } from "../shared/parse-flags.ts";
import type { Surroundings } from "../shared/surroundings.ts";
import { packApp } from "./pack.ts";

const HELP = `Writes the sidebar's app for Zendesk as a zip, the same for every deployment.

  npm run zendesk-app

\`npm run setup -- --app\` uploads and installs it by itself. By hand: Admin Center, Apps and integrations, Zendesk Support apps, Upload
private app; or zcli. It asks for one setting, the host: the domain of your Tickline alone.`;

/** Leaves the app's zip in the folder, and says where. @returns the exit code @throws {UsageError} */
export async function runZendeskApp(
  args: string[],
  { say, folder }: Pick<Surroundings, "say"> & { folder: string },
): Promise<0> {
  const { help } = parseFlags({ args, options: { help: { type: "boolean" } } });
  if (help) {
    say(HELP);
    return 0;
  }
  const file = join(folder, `tickline-zendesk-app-${SIDEBAR_APP.version}.zip`);
  const zip = packApp();
  await writeFile(file, zip);
  say(`${relative(folder, file)}: ${zip.length} bytes, version ${SIDEBAR_APP.version}.`);
  say("`npm run setup -- --app` installs it; docs/zendesk.md says how to do it by hand.");
  return 0;
}
