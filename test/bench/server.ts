import pg from "pg";
import { createDeps } from "../../lib/wiring/wire.ts";
import { startApiServer } from "../sandbox/api-server.ts";
import { createBatchFloor, createFormFloor, type Floor } from "./floors.ts";
import { startLeanServer } from "./lean-server.ts";

/**
 * The functions beside the floors. Started as a process of its own by the benchmark, so that the load's own work is not
 * measured. What follows an acknowledgement is left out, unless `/drain` is asked for, or the server was started as "working".
 */
const nothing = () => {};
const silent = { info: nothing, warn: nothing, error: nothing, debug: nothing };
const isWorking = process.argv.includes("working");
const deps = createDeps(process.env, isWorking ? {} : { log: silent, patienceMs: 0 });
let roundTrips = 0;
const query = deps.db.query.bind(deps.db);
deps.db.query = (statement) => {
  roundTrips += 1;
  return query(statement);
};
const drain = deps.drain.bind(deps);
if (!isWorking) {
  deps.drain = async () => {};
  deps.drainInPassing = async () => {};
}

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const beside: Record<string, Floor> = {
  "/round-trips": async () => new Response(String(roundTrips)),
  "/cpu": async () => Response.json(process.cpuUsage()),
  "/drain": async () => Response.json(await drain()),
  "/floor": await createFormFloor(pool),
  "/floor/batch": await createBatchFloor(pool),
};

const handle = async (request: Request) => beside[new URL(request.url).pathname]?.(request);
const start = process.argv.includes("lean") ? startLeanServer : startApiServer;
const server = await start({ deps, handle });
console.log(`ready ${server.origin}`);
