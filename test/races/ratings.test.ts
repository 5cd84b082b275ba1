import { expect } from "vitest";
import { acceptTicketNews } from "../../lib/agent-reply/accept-ticket-news.ts";
import { dieAtEachStep, endLeasesAndSettle, storeWithoutWork } from "../support/doomed-instance.ts";
import { askedCustomer, byNumber, ratingsOf, ratingWorld, solved } from "../support/ratings.ts";
import { REPLIES } from "../support/replies.ts";
import { LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { testIn, type World } from "../support/world.ts";

const test = testIn(() => ratingWorld());

const customer = (step: number) => `whatsapp:+1415555${7000 + step}`;
const heard = (world: World, step: number) =>
  world.twilio.sent.filter(({ to }) => to === customer(step)).map(({ body }) => body);
const asked = (world: World, step: number) =>
  askedCustomer(world, "twilio", LINES.twilio(world, customer(step)));

test("killed before each single step of asking: one question, and it stands in the books", {
  timeout: 180_000,
}, async ({ world }) => {
  let ticketId = "";
  const steps = await dieAtEachStep(world, {
    async prepare(step) {
      await LINES.twilio(world, customer(step)).writes("My invoice is wrong");
      ticketId = await solved(world);
      await world.age(31 * 60);
    },
    async check(step) {
      await endLeasesAndSettle(world);
      expect(heard(world, step).slice(1), `step ${step}`).toEqual([byNumber(ticketId)]);
      expect(await ratingsOf(world), `step ${step}`).toHaveLength(step);
    },
  });
  expect(steps).toBeGreaterThan(6);
});

test.for(["1", "the words"] as const)(
  "killed before each single step of taking %s: stored once, noted once, answered once, and no comment",
  { timeout: 180_000 },
  async (what, { world }) => {
    const isScore = what !== "the words";
    const score = what === "1" ? "good" : "bad";
    const steps = await dieAtEachStep(world, {
      async prepare(step) {
        const { line } = await asked(world, step);
        if (!isScore) await line.writes("3");
        await storeWithoutWork(world, customer(step), isScore ? what : "Nobody called", []);
      },
      async check(step) {
        await endLeasesAndSettle(world);
        await settled(world);
        const first = score === "good" ? REPLIES.ratingThanks : REPLIES.ratingWhatWentWrong;
        const said = [first, ...(isScore ? [] : [REPLIES.ratingWordsThanks])];
        expect(heard(world, step).slice(2), `step ${step}`).toEqual(said);
        const [last] = (await ratingsOf(world)).slice(-1);
        expect(last, `step ${step}`).toMatchObject({ score, words: isScore ? null : "Nobody called" });
        expect(notes(world), `step ${step}`).toHaveLength(isScore ? 1 : 2);
        expect(lastTicket(world), `step ${step}`).toMatchObject({
          status: "solved",
          tags: expect.arrayContaining([`tickline_rated_${score}`]),
        });
        expect(lastTicket(world).comments.filter((one) => one.public)).toHaveLength(1);
      },
    });
    expect(steps).toBeGreaterThan(6);
  },
);

test("rated by both providers at once, the ticket has one score, one note, and one answer is sent", async ({
  world,
}) => {
  const { ticketId } = await askedCustomer(world, "meta");
  const contact = { wa_id: "14155550123", name: "Ada Lovelace" };
  const press = (score: string) => {
    const button_reply = { id: `rating:${ticketId}:${score}`, title: score };
    return world.meta.receive({ interactive: { type: "button_reply", button_reply } }, { contact });
  };
  const From = "whatsapp:+14155550123";
  const pressed = { ButtonPayload: `rating:${ticketId}:bad`, ButtonText: "Bad" };
  await Promise.all([
    press("good"),
    world.twilio.receive({ From, Body: "Bad", ...pressed }),
    press("so-so"),
    world.anotherInstance().then((other) => other.deps.drain()),
  ]);
  await settled(world);
  const [{ score } = {}] = await ratingsOf(world);
  expect(["good", "so-so", "bad"]).toContain(score);
  const noted = notes(world);
  expect(noted).toEqual([`The customer was asked how the help was, and said: ${score}.`]);
  const answers: string[] = [REPLIES.ratingThanks, REPLIES.ratingWhatWentWrong];
  const sent = [...world.meta.sent.map(({ text }) => text), ...world.twilio.sent.map(({ body }) => body)];
  expect(sent.filter((text) => answers.includes(text))).toEqual([answers[score === "bad" ? 1 : 0]]);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("told ten times at once that it was solved, a ticket is promised one question", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  const { id, external_id } = lastTicket(world);
  const news = {
    ...{ ticketId: String(id), openedBy: external_id, subject: "", status: "solved", ring: "r" },
    ...{ updatedAt: new Date(Date.now() + 5_000), commentId: null, isReply: false },
    ...{ isTagged: false, taggedBy: null },
  };
  const tell = () =>
    acceptTicketNews(world.deps, news, { raw: "", beside: { webhook: "zendesk/agent-reply" } });
  await Promise.all(Array.from({ length: 10 }, tell));
  expect(await world.tasks("ask-rating")).toHaveLength(1);
});
