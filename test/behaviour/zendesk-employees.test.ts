import { expect } from "vitest";
import type { UpstreamCall } from "../sandbox/upstreams/call.ts";
import type { ZendeskUser } from "../sandbox/zendesk/resources.ts";
import { test, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const isUpsert = ({ path }: UpstreamCall) => path.includes("/users/create_or_update");
const hers = (world: World) => world.zendesk.users.filter((user) => user.external_id === "+14155550100");

/** Somebody in Zendesk whose external id is Ana's number. */
function known(world: World, given: Partial<ZendeskUser>) {
  const [like] = world.zendesk.users;
  if (!like) throw new Error("Zendesk has no user");
  const user = { ...like, id: 5_000_001, email: null, external_id: "+14155550100", ...given };
  world.zendesk.users.push(user);
  return { ...user };
}

test.for([
  ["an agent", { role: "agent", name: "Ana Ruiz, accounts", phone: "+14155550100" }],
  ["an admin without a phone", { role: "admin", name: "Ana Ruiz", phone: null }],
  ["an end user whom an agent named", { role: "end-user", name: "Ana Ruiz (VIP)", phone: "+14155550199" }],
] as const)("%s who writes stays as Zendesk has them, and is the requester", async ([, given], { world }) => {
  const before = known(world, given);
  await world.twilio.receive({ ...ana, Body: "My invoice is wrong" });
  await world.settle();
  expect(world.zendesk.tickets).toMatchObject([{ requester_id: before.id }]);
  expect(hers(world)).toEqual([before]);
  expect(world.calls.filter(isUpsert)).toEqual([]);
});

test("a customer who is new is an end user, of whom nobody says so", async ({ world }) => {
  await world.twilio.receive({ ...ana, Body: "My invoice is wrong" });
  await world.settle();
  expect(hers(world)).toMatchObject([{ role: "end-user", name: "Ana", phone: "+14155550100" }]);
  expect(JSON.stringify(world.calls.filter(isUpsert).map(({ body }) => body))).not.toContain("role");
});

test("a user who was made, though the answer was lost, is found", async ({ world }) => {
  world.fail("zendesk", "drop-after", { times: 1, when: isUpsert });
  await world.twilio.receive({ ...ana, Body: "My invoice is wrong" });
  await world.settle();
  const [made] = hers(world);
  if (made) made.name = "Ana Ruiz, as an agent calls her";
  await world.later(10);
  expect(hers(world)).toMatchObject([{ name: "Ana Ruiz, as an agent calls her" }]);
  expect(world.zendesk.tickets).toMatchObject([{ requester_id: made?.id }]);
  expect(world.calls.filter(isUpsert)).toHaveLength(1);
});
