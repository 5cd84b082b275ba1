import { measureAcknowledgement } from "./acknowledgement.ts";

for (const line of await measureAcknowledgement()) console.log(line);
