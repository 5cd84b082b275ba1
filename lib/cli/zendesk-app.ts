import { runZendeskApp } from "./app/run-zendesk-app.ts";
import { runInProcess } from "./shared/surroundings.ts";

await runInProcess("zendesk-app", (args, { say }) => runZendeskApp(args, { say, folder: process.cwd() }));
