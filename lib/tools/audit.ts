import { auditDependencies } from "./audit-dependencies.ts";

// `npm run audit`, a part of `npm run check`.
const { passes, says } = auditDependencies();
console.log(says);
process.exitCode = passes ? 0 : 1;
