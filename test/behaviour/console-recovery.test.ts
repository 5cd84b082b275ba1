import { expect } from "vitest";
import { submit, visit } from "../support/console.ts";
import { about, oursOf, statesOf } from "../support/examined.ts";
import { noticeOf, pageOf } from "../support/lists.ts";
import { minutesAgo, recover, recoveries, untilRecovered } from "../support/recovery.ts";
import { test } from "../support/world.ts";

const ANA = "whatsapp:+14155550100";
const HOUR = 60;
const yesterday = () =>
  minutesAgo(24 * HOUR)
    .toISOString()
    .slice(0, 10);

test("a recovery is begun with a button, and the page says what was recovered", async ({ world }) => {
  world.twilio.miss({ From: ANA, Body: "My card was charged twice" }, [], { at: minutesAgo(HOUR) });
  expect(await pageOf(world, "/recovery")).toContain("None was taken yet.");
  const fields = { upstream: "twilio", since: yesterday() };
  expect(noticeOf(await submit(world, "/recovery", { ...fields, "dry-run": "1" }))).toBe("recovery-begun");
  await untilRecovered(world);
  expect(await pageOf(world, "/recovery")).toMatch(
    /dry run[\s\S]*1 message <span class="quiet">would be<\/span>/,
  );
  expect(await world.logs("inbound")).toEqual([]);
  await submit(world, "/recovery", fields);
  await untilRecovered(world);
  expect(await pageOf(world, "/recovery")).toMatch(/done[\s\S]*1 message<\/td>/);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("pressed six times at once, one look is begun", async ({ world }) => {
  const presses = Array.from({ length: 6 }, () => submit(world, "/recovery", { upstream: "twilio" }));
  const notices = (await Promise.all(presses)).map(noticeOf);
  await untilRecovered(world);
  const begun = notices.filter((notice) => notice === "recovery-begun").length;
  expect(await recoveries(world)).toHaveLength(begun);
  expect(notices.filter((notice) => notice === "recovery-under-way")).toHaveLength(6 - begun);
});

test.for([
  [{ upstream: "twilio", since: "2999-01-01" }, "is in the future"],
  [{ upstream: "twilio", since: "2019-01-01" }, "is over 400 days ago"],
  [{ upstream: "twilio", since: "soon" }, "must be a date"],
  [{ upstream: "whatsapp" }, "must be an upstream that is set up"],
] as const)("%j is refused with the reason", async ([fields, reason], { world }) => {
  const response = await submit(world, "/recovery", fields);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(reason);
  expect(await recoveries(world)).toEqual([]);
});

test("only what is set up is offered", async ({ world }) => {
  const { origin } = await world.anotherInstance({ env: { ZENDESK_SUBDOMAIN: undefined } });
  const page = await (await visit({ ...world, origin }, "/recovery")).text();
  expect(page).toContain('id="form-twilio"');
  expect(page).not.toContain('id="form-zendesk"');
});

test("the doctor warns when something had to be recovered, and says nothing where all came by itself", async ({
  world,
}) => {
  await recover(world);
  expect(statesOf(await oursOf(world))).not.toHaveProperty("Recovery");
  world.twilio.miss({ From: ANA, Body: "My card was charged twice" }, [], { at: minutesAgo(HOUR) });
  await recover(world, { since: minutesAgo(2 * HOUR) });
  expect(about(await oursOf(world), "Recovery")).toMatchObject({
    state: "warning",
    actual: "Twilio: 1 message",
    cure: expect.stringContaining("/console/recovery"),
  });
});
