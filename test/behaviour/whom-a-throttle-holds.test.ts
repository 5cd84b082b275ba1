import { expect } from "vitest";
import type { Fault } from "../sandbox/upstreams/faults.ts";
import { dead } from "../support/away.ts";
import { isTo } from "../support/messages-api.ts";
import { agentAnswers, LINES } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const ANA = "whatsapp:+14155550100";
const BEN = "whatsapp:+14155550177";
const pauses = (world: World) => world.database.rows("select upstream from upstream_pauses");

const OF_ONE: Fault[] = [
  { twilioCode: 14107, status: 400 },
  { twilioCode: 14107, status: 429 },
  { twilioCode: 21611, status: 400 },
  { twilioCode: 21611, status: 429 },
];

test.for(OF_ONE)("%j holds one customer's answers, and nobody else's", async (fault, { world }) => {
  world.zendesk.connectWebhook();
  const [busy, calm] = [LINES.twilio(world, ANA), LINES.twilio(world, BEN)];
  await busy.writes("My invoice is wrong");
  const before = busy.received().length;
  world.fail("twilio", fault, { times: 9, when: isTo(ANA) });
  await agentAnswers(world, { text: "We look into it" });
  await agentAnswers(world, { text: "It is mended" });
  await calm.writes("Where is my parcel today");
  expect(calm.received()).toHaveLength(1);
  expect(await pauses(world)).toEqual([]);
  for (let n = 0; n < 10; n += 1) await world.later(60);
  expect(busy.received().slice(before)).toEqual(["We look into it", "It is mended"]);
});

const OF_ALL: Fault[] = [
  { twilioCode: 63017, status: 400 },
  { twilioCode: 63018, status: 429 },
  { twilioCode: 20429, status: 429 },
];

test.for(OF_ALL)("%j is everybody's: all wait, and nothing fails", async (fault, { world }) => {
  world.zendesk.connectWebhook();
  const [one, other] = [LINES.twilio(world, ANA), LINES.twilio(world, BEN)];
  world.fail("twilio", fault, { times: 1 });
  await one.writes("My invoice is wrong");
  await other.writes("Where is my parcel today");
  expect([...one.received(), ...other.received()]).toEqual([]);
  expect(await pauses(world)).toEqual([{ upstream: "twilio" }]);
  await world.later(60);
  expect([one.received().length, other.received().length]).toEqual([1, 1]);
  expect(await dead(world)).toEqual([]);
});

test.for([429, 503])(
  "a %i with a day's Retry-After is tried again after an hour",
  async (status, { world }) => {
    const isCreate = ({ method, path }: { method: string; path: string }) =>
      method === "POST" && path.includes("/tickets");
    world.fail("zendesk", { status, retryAfter: 86_400 }, { times: 1, when: isCreate });
    await world.twilio.receive({ From: ANA, Body: "My card was charged twice" });
    await world.settle();
    const asked = world.calls.filter(isCreate).length;
    await world.later(3_500);
    expect(world.calls.filter(isCreate)).toHaveLength(asked);
    // Up to a fifth more, so that not all come back together.
    await world.later(900);
    expect(world.zendesk.tickets).toHaveLength(1);
  },
);
