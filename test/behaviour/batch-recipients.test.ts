import { expect } from "vitest";
import { test, type World } from "../support/world.ts";

const headers = (world: World) => ({ authorization: `Bearer ${world.env.API_KEY}` });

async function sendSms(world: World, to: string[], more: Record<string, unknown> = {}): Promise<string> {
  const response = await fetch(`${world.origin}/api/messages`, {
    method: "POST",
    headers: { ...headers(world), "content-type": "application/json" },
    body: JSON.stringify({ to, channel: "sms", body: "Your parcel is here", ...more }),
  });
  const { batchId } = (await response.json()) as { batchId: string };
  return batchId;
}

type Page = { recipients: Record<string, unknown>[]; nextCursor: string | null };

async function ask(world: World, query: Record<string, string>) {
  const address = `${world.origin}/api/messages?${new URLSearchParams(query)}`;
  const response = await fetch(address, { headers: headers(world) });
  return { status: response.status, answer: (await response.json()) as Page };
}

/** Every page, one behind the other. */
async function pages(world: World, query: Record<string, string>): Promise<Page["recipients"][]> {
  const all: Page["recipients"][] = [];
  let cursor: string | null = null;
  do {
    const { answer } = await ask(world, { ...query, ...(cursor !== null && { cursor }) });
    all.push(answer.recipients);
    cursor = answer.nextCursor;
  } while (cursor);
  return all;
}

test("a large batch is listed page by page in its order, and whom it left out comes last", async ({
  world,
}) => {
  const people = Array.from({ length: 600 }, (_, n) => `+1415555${String(n).padStart(4, "0")}`);
  const sendAt = new Date(Date.now() + 3600_000).toISOString();
  const batch = await sendSms(world, ["nobody", ...people, "+14155550000"], { sendAt });
  const [first = [], second = [], last = [], ...more] = await pages(world, { batch, recipients: "all" });
  expect([first.length, second.length, more]).toEqual([500, 100, []]);
  expect([...first, ...second].map(({ to }) => to)).toEqual(people);
  expect(first[0]).toMatchObject({ position: 1, status: "accepted", errorCode: null, reason: null });
  const skipped = [
    { position: null, id: null, to: "nobody", status: "skipped", reason: "invalid number" },
    { position: null, id: null, to: "+14155550000", status: "skipped", reason: "duplicate" },
  ];
  expect(last).toMatchObject(skipped);
  expect(await pages(world, { batch, recipients: "skipped" })).toMatchObject([skipped]);
  expect(await pages(world, { batch, recipients: "failed" })).toEqual([[]]);
});

test("who failed is listed with the reason and the next step, until another try went out", async ({
  world,
}) => {
  const batch = await sendSms(world, ["+14155550100", "+14155550101"]);
  // The account's rate spreads them.
  const sent = async () => {
    await world.later(1);
    return world.twilio.sent.length;
  };
  await expect.poll(sent).toBe(2);
  const [fine, failing] = world.twilio.sent;
  await world.twilio.status(fine?.sid ?? "", "delivered");
  await world.twilio.status(failing?.sid ?? "", "undelivered", { ErrorCode: "30003" });
  const [failed] = await pages(world, { batch, recipients: "failed" });
  expect(failed).toEqual([
    {
      position: failing?.to === "+14155550100" ? 0 : 1,
      to: failing?.to,
      id: expect.any(String),
      status: "undelivered",
      errorCode: "30003",
      reason: expect.stringContaining("could not be reached"),
      nextStep: expect.any(String),
    },
  ]);
  const address = `${world.origin}/api/messages?batch=${batch}&retry=failed`;
  await fetch(address, { method: "POST", headers: headers(world) });
  expect(await pages(world, { batch, recipients: "failed" })).toEqual([[]]);
  const [all = []] = await pages(world, { batch, recipients: "all" });
  expect(all).toHaveLength(2);
  const again = all.find(({ to }) => to === failing?.to);
  expect(again?.id).not.toBe(failed?.[0]?.id);
  expect(again?.status).not.toBe("undelivered");
});

test("a listing, a cursor or a batch that there is not is named", async ({ world }) => {
  const batch = await sendSms(world, ["+14155550100"]);
  const problem = (path: string) => ({ status: 400, answer: { problems: [{ path }] } });
  expect(await ask(world, { batch, recipients: "everybody" })).toMatchObject(problem("recipients"));
  expect(await ask(world, { batch, recipients: "all", cursor: "7" })).toMatchObject(problem("cursor"));
  const other = "01890000-0000-7000-8000-000000000000";
  expect((await ask(world, { batch: other, recipients: "all" })).status).toBe(404);
});
