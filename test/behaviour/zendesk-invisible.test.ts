import { expect } from "vitest";
import { test, type World } from "../support/world.ts";

const From = "whatsapp:+14155550100";
const photo = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };
const INVISIBLE = [
  ["zero width spaces", "\u200b\u200b"],
  ["a blank of Braille", "\u2800"],
  ["a Hangul filler", "\u3164"],
  ["marks of direction and spaces", " \u200e\u00a0\u2060 "],
];
const unfinished = async (world: World) => (await world.tasks()).filter(({ done_at }) => done_at === null);

test.for(INVISIBLE)("a customer named by %s is known by their number", async ([, name = ""], { world }) => {
  await world.twilio.receive({ From, ProfileName: name, Body: "My card was charged twice" });
  await world.settle();
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(world.zendesk.users.at(-1)).toMatchObject({ name: "+14155550100", phone: "+14155550100" });
});

test("a name keeps the invisible characters that hold it together", async ({ world }) => {
  await world.twilio.receive({ From, ProfileName: "👩‍👧 Ana", Body: "My card was charged twice" });
  await world.settle();
  expect(world.zendesk.users.at(-1)?.name).toBe("👩‍👧 Ana");
});

test.for(INVISIBLE)(
  "a photo whose caption is %s is a ticket, confirmed as one",
  async ([, Body = ""], { world }) => {
    await world.twilio.receiveMedia({ From, Body }, [photo]);
    await world.settle();
    const [ticket] = world.zendesk.tickets;
    expect(ticket).toMatchObject({
      subject: "Photo",
      comments: [{ body: "(Photo)", attachments: { length: 1 } }],
    });
    expect(world.twilio.sent[0]?.body).toContain("created: 'Photo'");
  },
);

test.for(INVISIBLE)("a comment of %s says that it says nothing", async ([, Body = ""], { world }) => {
  await world.twilio.receive({ From, Body: "My card was charged twice" });
  await world.settle();
  await world.twilio.receive({ From, Body });
  await world.settle();
  expect(world.zendesk.tickets[0]?.comments[1]?.body).toMatch(/^\(Message\)\n\nRef /);
  expect(await unfinished(world)).toEqual([]);
});
