import { expect } from "vitest";
import type { Deps } from "../../lib/ports.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { startApiServer } from "../sandbox/api-server.ts";
import { approveContent, CONTENT_SID, call, fastWorld, receivers } from "../support/messages-api.ts";
import { type Deployment, previousDeployment } from "../support/previous-deployment.ts";
import { testIn, type World } from "../support/world.ts";

const previous = await previousDeployment();
const NOTHING_TO_RUN =
  "the repository's history does not tell which deployment came before the newest migration";
const test = testIn(() => fastWorld());
const today: Deployment = { root: process.cwd(), createDeps };

/** An instance that accepts what comes, and works only when it is told to. */
async function start(world: World, { root, createDeps }: Deployment) {
  const nothing = () => {};
  const log = { info: nothing, warn: nothing, error: nothing, debug: nothing };
  const deps = createDeps(world.env, { log, patienceMs: 0 });
  const later = { value: async () => {} };
  const accepting: Deps = Object.create(deps, { drain: later, drainInPassing: later });
  const { origin, close } = await startApiServer({ root, deps: accepting });
  return {
    origin,
    /** Does all that is due, also what that sets off. */
    async works() {
      for (let round = 0; round < 5; round += 1) {
        await deps.drain();
        await world.zendesk.rung();
      }
    },
    async close() {
      await close();
      await deps.close();
    },
  };
}

type Instance = Awaited<ReturnType<typeof start>>;

const person = (n: number) => ({
  From: `whatsapp:+1415555010${n}`,
  ProfileName: "Ana",
  Body: `My printer ${n} is on fire`,
});

/** A customer's whole life: they write, are answered by an agent and by a bulk send, and see it all. One accepts, the other does the work. */
async function live(world: World, n: number, { accepts, works }: Record<"accepts" | "works", Instance>) {
  world.deliver.targetOrigin = accepts.origin;
  const who = person(n);
  expect((await world.twilio.receive(who)).response.status).toBe(200);
  await works.works();
  const ticket = world.zendesk.tickets.at(-1);
  world.zendesk.answer(ticket?.id ?? 0, { text: `We look into printer ${n}` });
  await works.works();
  const to = [who.From.replace("whatsapp:", ""), `+1415555020${n}`, `+1415555030${n}`];
  const sent = await call(
    world,
    { to, contentSid: CONTENT_SID, variables: { 1: "Ana", 2: String(n) } },
    { origin: accepts.origin },
  );
  expect(sent.status).toBe(202);
  await works.works();
  // What was promised by one is told to the other.
  world.deliver.targetOrigin = works.origin;
  for (const { sid } of world.twilio.sent.slice(-5)) {
    for (const status of ["read", "sent"]) expect((await world.twilio.status(sid, status)).ok).toBe(true);
  }
  await accepts.works();
}

test.for([
  ["the newer works on what the older accepted", false],
  ["the older works on what the newer accepted, as after a rollback", true],
] as const)("deployments side by side on the newer schema: %s", async ([, isRollback], { world, skip }) => {
  if (!previous) return skip(NOTHING_TO_RUN);
  approveContent(world);
  world.zendesk.connectWebhook();
  const [older, newer] = await Promise.all([start(world, previous), start(world, today)]);
  const [first, second] = isRollback ? [newer, older] : [older, newer];
  await live(world, 1, { accepts: first, works: second });
  await live(world, 2, { accepts: second, works: first });

  expect(
    world.zendesk.tickets.map(({ comments }) =>
      comments.filter((one) => one.public).map(({ body }) => body.split("\n")[0]),
    ),
  ).toEqual([1, 2].map((n) => [`My printer ${n} is on fire`, `We look into printer ${n}`]));
  for (const n of [1, 2]) {
    const mine = world.twilio.sent.filter(({ to }) => to === person(n).From).map(({ body }) => body);
    expect(mine).toEqual([
      expect.stringContaining("Ticket #"),
      `We look into printer ${n}`,
      expect.anything(),
    ]);
  }
  expect(receivers(world)).toHaveLength(10);
  const standing = await world.database.rows(
    "select direction, status, count(*)::int from contact_logs group by 1, 2 order by 1, 2",
  );
  expect(standing).toEqual([
    { direction: "inbound", status: "received", count: 2 },
    { direction: "outbound", status: "read", count: 10 },
  ]);
  // A batch looks once more whether all of it is told.
  await world.later(60);
  const left = (await world.tasks()).filter(({ done_at }) => done_at === null);
  expect(left.map(({ kind, last_error }) => ({ kind, last_error }))).toEqual([]);
  await Promise.all([older.close(), newer.close()]);
});
