import { expect } from "vitest";
import {
  askedCustomer,
  minutesPass,
  pressOnMeta,
  ratingsOf,
  ratingWorld,
  solved,
} from "../support/ratings.ts";
import { REPLIES } from "../support/replies.ts";
import { hoursPass, LINES, lastTicket, settled, smsLine } from "../support/two-way.ts";
import { testIn, type World } from "../support/world.ts";

const test = testIn(() => ratingWorld());
const texts = { wording: { en: { ratingBad: "Awful" } }, problems: [] };
const testInOwnWords = testIn(() => ratingWorld({}, { texts }));

/** What the customer wrote stands on the newest ticket, in public. */
const publicComments = (world: World) => lastTicket(world).comments.filter((one) => one.public);
const longAgo = () => String(Math.floor(Date.now() / 1000) - 30 * 3600);

test.for([
  [
    "something else was said to them",
    async (world: World) => {
      await hoursPass(world, 10);
      await LINES.meta(world).writes("Hello");
    },
  ],
  ["a day has passed", (world: World) => hoursPass(world, 25)],
  ["they write by SMS", () => undefined, (world: World) => smsLine(world, "+14155550123")],
  ["they said bad long ago, and it came late", () => undefined, LINES.meta, longAgo],
] as const)(
  "after bad, a text is for the agents where %s",
  async ([, happens, writes = LINES.meta, timestamp], { world }) => {
    const { ticketId } = await askedCustomer(world, "meta");
    const button_reply = { id: `rating:${ticketId}:bad`, title: "Bad" };
    await world.meta.receive({
      interactive: { type: "button_reply", button_reply },
      ...(timestamp && { timestamp: timestamp() }),
    });
    await settled(world);
    await happens(world);
    await writes(world).writes("My new parcel 77 has arrived broken");
    expect(publicComments(world).at(-1)?.body).toContain("parcel 77");
    expect(await ratingsOf(world)).toMatchObject([{ score: "bad", words: null }]);
  },
);

test("words are of the ticket that was called bad last, and filed as a message where it is closed by then", async ({
  world,
}) => {
  const { line, ticketId } = await askedCustomer(world, "meta");
  world.zendesk.close(ticketId);
  await settled(world);
  await hoursPass(world, 1);
  await line.writes("Where is my parcel 77?");
  await solved(world);
  await minutesPass(world);
  await pressOnMeta(world, `rating:${ticketId}:bad`, "Bad");
  await line.writes("Nobody called me back");
  expect(await ratingsOf(world)).toMatchObject([
    { score: "bad", words: "Nobody called me back" },
    { score: null },
  ]);
  expect(line.received().at(-1)).toBe(REPLIES.ratingWordsThanks);
  expect(publicComments(world)).toHaveLength(2);
  expect(publicComments(world).at(-1)?.body).toContain("Nobody called me back");
});

testInOwnWords("a score is heard by the name that the business gave it", async ({ world }) => {
  const { line } = await askedCustomer(world, "meta");
  await line.writes("awful");
  expect(await ratingsOf(world)).toMatchObject([{ score: "bad" }]);
});
