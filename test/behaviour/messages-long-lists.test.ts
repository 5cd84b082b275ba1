import { expect } from "vitest";
import { approveContent, CONTENT_SID, call, numbers, test } from "../support/messages-api.ts";

/** More than nine parts of 250, and within the last. */
const COUNT = 2_400;
const PLACE = 2_345;
const SMS = { channel: "sms", body: "We are closed on Friday" };

test("of a list read in parts, each recipient gets their own words, once, and who stands there twice is told", async ({
  world,
}) => {
  approveContent(world, "Hello {{1}}");
  const to = numbers(COUNT).map((one, n) => ({ to: one, variables: { 1: `"[${n},]\\` } }));
  const twice = { to: to[7]?.to, variables: { 1: "again" } };
  const { status, json } = await call(world, { contentSid: CONTENT_SID, to: [...to, twice] });
  expect([status, json.accepted, json.skipped]).toEqual([
    202,
    COUNT,
    [{ to: twice.to, reason: "duplicate" }],
  ]);
  const rows = await world.database.rows<{ position: number; body: string; phone: string }>(
    "select l.position, l.body, c.phone from contact_logs l join contacts c on c.id = l.contact_id order by l.position",
  );
  expect(rows).toEqual(
    to.map((one, position) => ({ position, body: `Hello ${one.variables[1]}`, phone: one.to })),
  );
});

test.for([
  [(to: string[]) => JSON.stringify({ to: to.with(PLACE, "%"), ...SMS }).replace('"%"', "7"), `to[${PLACE}]`],
  [(to: string[]) => JSON.stringify({ to: to.with(PLACE, "%"), ...SMS }).replace('"%"', "oops"), ""],
  [(to: string[]) => JSON.stringify({ to, ...SMS }).replace("]", ",]"), ""],
  [(to: string[]) => JSON.stringify({ ...SMS, to }).slice(0, -1), ""],
] as const)(
  "what is wrong in its last part (%#) is told, and nothing is stored",
  async ([write, path], { world }) => {
    const { status, json } = await call(world, write(numbers(COUNT)));
    expect([status, json.problems?.[0]?.path]).toEqual([400, path]);
    expect(await world.logs()).toEqual([]);
  },
);
