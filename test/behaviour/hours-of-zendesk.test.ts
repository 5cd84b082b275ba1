import { expect } from "vitest";
import { createUpstreamFetch, type UpstreamFetch } from "../../lib/http/upstream.ts";
import type { Fault } from "../sandbox/upstreams/faults.ts";
import type { ZendeskSchedule } from "../sandbox/zendesk/hours.ts";
import { about, zendeskOf } from "../support/examined.ts";
import { zendeskSchedule } from "../support/hours.ts";
import { LINES } from "../support/two-way.ts";
import { test as base, createWorld, testIn, type World } from "../support/world.ts";

const ASKING = { BUSINESS_HOURS: "zendesk" };
const test = testIn(() => createWorld({ env: ASKING }));

const isAboutHours = ({ path }: { path: string }) => /business_hours|time_zones/.test(path);
const asked = (world: World) => world.calls.filter(isAboutHours).map(({ path }) => path.split("/").at(-1));
const bodies = (world: World) => world.twilio.sent.map(({ body }) => body);
const AWAY = expect.stringContaining("Our team is away");
const AS_EVER = expect.stringContaining("We'll get back to you soon");

test("Zendesk's schedule is asked for once, and says when somebody will be there", async ({ world }) => {
  world.zendesk.admin.schedules.push(zendeskSchedule(3, 11));
  await LINES.twilio(world).writes("My invoice is wrong");
  await LINES.twilio(world, "whatsapp:+14155550101").writes("My card is blocked");
  expect(bodies(world)).toEqual([AWAY, AWAY]);
  expect(asked(world)).toEqual(["schedules.json", "holidays.json", "time_zones.json"]);
  expect(about(await zendeskOf(world, ASKING), "Business hours")).toMatchObject({
    state: "ok",
    says: expect.stringMatching(/"Support"\. By the clock of Etc\/UTC, agents are there again from/),
  });
});

test("the schedule that is named counts, and a holiday", async ({ world }) => {
  const today = new Date().toISOString().slice(0, 10);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const christmas = { id: 1, name: "Christmas", start_date: yesterday, end_date: today };
  world.zendesk.admin.schedules.push(
    { ...zendeskSchedule(-3, 3), id: 1, time_zone: "Madrid", name: "Other" },
    // Now would be within it.
    { ...zendeskSchedule(-12, 11), id: 2, holidays: [christmas] },
  );
  const named = await world.anotherInstance({ env: { ZENDESK_SCHEDULE_ID: "2" } });
  const shown = await named.deps.schedule();
  expect(shown?.hours).toMatchObject([{ zone: "Etc/UTC", holidays: [{ from: yesterday, to: today }] }]);
  const missing = await zendeskOf(world, { ...ASKING, ZENDESK_SCHEDULE_ID: "7" });
  expect(about(missing, "Business hours")).toMatchObject({
    state: "warning",
    cure: expect.stringContaining("remove it for the first"),
  });
});

const broken = (change: Partial<ZendeskSchedule>) => [{ ...zendeskSchedule(3, 11), ...change }];
test.for<[string, ZendeskSchedule[], Fault | null, "warning" | "unknown"]>([
  ["no schedule", [], null, "warning"],
  ["a plan without schedules", broken({}), { status: 404 }, "warning"],
  ["no hours", broken({ intervals: [] }), null, "warning"],
  ["an unknown zone", broken({ time_zone: "Atlantis" }), null, "warning"],
  ["a zone that Temporal refuses", broken({ time_zone: "\u{2212}01:00" }), null, "warning"],
  ["hours beyond the week", broken({ intervals: [{ start_time: 540, end_time: 99_999 }] }), null, "unknown"],
  ["a refusal", broken({}), { status: 403 }, "unknown"],
  ["a page", broken({}), "html", "unknown"],
  ["other JSON", broken({}), { status: 200, body: { schedules: [null], time_zones: {} } }, "unknown"],
])(
  "with %s nothing is said of hours, and the doctor says why",
  async ([, schedules, fault, state], { world }) => {
    world.zendesk.admin.schedules.push(...schedules);
    if (fault) world.fail("zendesk", fault, { when: isAboutHours });
    await LINES.twilio(world).writes("My invoice is wrong");
    expect(bodies(world)).toEqual([AS_EVER]);
    const finding = about(await zendeskOf(world, ASKING), "Business hours");
    expect(finding).toMatchObject({ state, cure: expect.any(String) });
    expect(finding.says).not.toMatch(/undefined|\[object/);
  },
);

base("a Zendesk that hangs when asked for hours keeps no ticket from being confirmed", async () => {
  const hung: string[] = [];
  const fetchUpstream: UpstreamFetch = (upstream, url, init) => {
    if (!isAboutHours({ path: url }))
      return createUpstreamFetch({ upstreamOrigin: world.env.UPSTREAM_ORIGIN })(upstream, url, init);
    hung.push(url);
    // For good: nothing but our own patience ends it.
    return new Promise(() => {});
  };
  const world = await createWorld({ env: ASKING, deps: { fetchUpstream } });
  await LINES.twilio(world).writes("My invoice is wrong");
  await LINES.twilio(world, "whatsapp:+14155550101").writes("My card is blocked");
  expect(bodies(world)).toEqual([AS_EVER, AS_EVER]);
  expect(hung).toHaveLength(1);
  await world.close();
});
