import { expect } from "vitest";
import { about, examined } from "../support/examined.ts";
import { minutesPass, ratingWorld, solved } from "../support/ratings.ts";
import { REPLIES } from "../support/replies.ts";
import { LINES, lastTicket } from "../support/two-way.ts";
import { testIn } from "../support/world.ts";

const test = testIn(() => ratingWorld({ RATINGS: "zendesk", RATINGS_SURVEY_ID: "01HSURVEY" }));

test("Zendesk's own survey is sent as its link, in the contact's language", async ({ world }) => {
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  const ticketId = await solved(world);
  await minutesPass(world);
  const link = "https://acme.zendesk.com/hc/survey_responses/r1?token=of-r1";
  expect(ana.received().slice(1)).toEqual([REPLIES.ratingBySurvey(ticketId, "My invoice is wrong", link)]);
  expect(world.zendesk.surveys.responses).toMatchObject([
    {
      ticketId,
      survey_id: "01HSURVEY",
      responder_id: String(lastTicket(world).requester_id),
      locale: "en-US",
    },
  ]);
  // What they write then is no answer to us.
  await ana.writes("1");
  expect(lastTicket(world).comments.at(-1)?.body).toContain("1");
});

test("while Zendesk's surveys alone fail, nobody's ticket waits, and the question comes later", async ({
  world,
}) => {
  for (const number of ["14155553001", "14155553002", "14155553003", "14155553004"]) {
    await LINES.twilio(world, `whatsapp:+${number}`).writes("My invoice is wrong");
    await solved(world);
  }
  world.fail("zendesk", { status: 500 }, { times: 4, when: ({ path }) => path.includes("survey_responses") });
  await minutesPass(world);
  expect(await world.database.rows("select upstream from upstream_pauses")).toEqual([]);
  expect(world.zendesk.surveys.responses).toEqual([]);
  await world.later(900);
  expect(world.zendesk.surveys.responses).toHaveLength(4);
});

test("where Zendesk's survey is off, nothing is asked and nothing fails", async ({ world }) => {
  world.zendesk.surveys.isOn = false;
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  await solved(world);
  await minutesPass(world);
  expect(ana.received()).toHaveLength(1);
  expect(await world.tasks("ask-rating")).toMatchObject([{ dead_at: null, attempts: 1 }]);
  expect(about(await examined(world, "tickline"), "Zendesk's survey")).toMatchObject({ state: "warning" });
});
