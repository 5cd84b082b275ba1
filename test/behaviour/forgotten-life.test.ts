import { expect } from "vitest";
import { arrived, erase, receiptOf } from "../support/forgotten.ts";
import { live, type Person } from "../support/rich-life.ts";
import { everythingWeKeep } from "../support/traces.ts";
import { test } from "../support/world.ts";

const ANA: Person = {
  phone: "+14155550100",
  bsuid: "US.13491208655302741918",
  username: "ana.zq7",
  name: "Zqana Lovelace",
  word: "zqana",
};
const OF_ANA = /4155550100|13491208655302741918|ana\.zq7|zqana/i;

test("after a life over both providers, only what agents wrote is left of somebody in Zendesk, and nothing at Twilio", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  await live(world, ANA, "+14155550188");
  arrived(world);
  const { receipt } = await erase(world, { phone: ANA.phone, everywhere: true });
  await world.later(400);

  const { state, twilio, zendesk } = await receiptOf(world, receipt);
  expect([state, twilio?.refused, zendesk?.refused]).toEqual(["finished", 0, 0]);
  expect((await everythingWeKeep(world)).filter((row) => OF_ANA.test(row))).toEqual([]);
  const about = world.twilio.messages.map(({ from, to, body, sid }) => [sid, from, to, body].join(" "));
  expect(about.filter((text) => OF_ANA.test(text))).toEqual([]);
  const agents = new Set(world.zendesk.agents.map(({ id }) => id));
  const comments = world.zendesk.tickets.flatMap((ticket) => ticket.comments);
  const telling = comments.filter((comment) => OF_ANA.test(JSON.stringify(comment)));
  expect(telling.map(({ body }) => body)).toEqual(["We look into it, zqana", "Held for zqana"]);
  expect(telling.every(({ author_id }) => agents.has(author_id))).toBe(true);
  const others = [
    ...world.zendesk.users,
    ...world.zendesk.tickets.map(({ comments: _, ...ticket }) => ticket),
  ];
  expect(others.filter((one) => OF_ANA.test(JSON.stringify(one)))).toEqual([]);
});
