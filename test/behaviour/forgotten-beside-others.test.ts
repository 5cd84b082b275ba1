import { expect } from "vitest";
import { erase, receiptOf, wellKnown } from "../support/forgotten.ts";
import { lastTicket, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const FIVE_MINUTES = 400;

const userNamed = (world: World, name: string) => {
  const user = world.zendesk.users.find((one) => one.name === name);
  if (!user) throw new Error(`no user ${name}`);
  return user;
};

/** Ana's user is merged into another, who has written her words from then on. */
function mergeAna(world: World, into: { id: number }): void {
  const ana = userNamed(world, "Zqana");
  const ticket = lastTicket(world);
  for (const comment of ticket.comments) if (comment.author_id === ana.id) comment.author_id = into.id;
  Object.assign(ticket, { requester_id: into.id });
  Object.assign(ana, { active: false });
}

const refusedUsers = async (world: World, id: string) => {
  const { zendesk, state } = await receiptOf(world, id);
  expect(state).toBe("finished");
  return zendesk?.things.flatMap((one) => (one.what === "user" && one.state === "refused" ? [one.why] : []));
};

test("merged into another customer's user in Zendesk: forgetting Ana leaves Ben his name and number, and what she wrote is redacted", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const From = "whatsapp:+14155550177";
  await world.twilio.receive({ From, ProfileName: "Ben", Body: "Ben here: where is my parcel" });
  await settled(world);
  const bens = lastTicket(world);
  const ben = userNamed(world, "Ben");
  const id = await wellKnown(world);
  mergeAna(world, ben);
  await erase(world);
  await world.later(FIVE_MINUTES);
  expect(ben).toMatchObject({ name: "Ben", external_id: "+14155550177", phone: "+14155550177" });
  expect(JSON.stringify(bens)).toContain("where is my parcel");
  expect(JSON.stringify(lastTicket(world).comments)).not.toContain("Zqana");
  expect(await refusedUsers(world, id)).toEqual([expect.stringContaining("another contact")]);
});

test("merged into a user whom another system knows: they are left as they are, and the receipt says so", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const id = await wellKnown(world);
  const carla = {
    ...userNamed(world, "Zqana"),
    id: 990_001,
    name: "Carla",
    external_id: "crm-77",
    phone: null,
  };
  world.zendesk.users.push(carla);
  mergeAna(world, carla);
  await erase(world);
  await world.later(FIVE_MINUTES);
  expect(carla).toMatchObject({ name: "Carla", external_id: "crm-77" });
  expect(await refusedUsers(world, id)).toEqual([expect.stringContaining("external id")]);
});

test("an agent's internal note with a reference of theirs stays when the person is erased everywhere", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  await wellKnown(world);
  const text = "Refund is agreed with accounting.\n\nRef RMA-2231";
  world.zendesk.answer(lastTicket(world).id, { text, public: false });
  await settled(world);
  await erase(world);
  await world.later(FIVE_MINUTES);
  expect(lastTicket(world).comments.at(-1)?.body).toContain("Refund is agreed");
});
