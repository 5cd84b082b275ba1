import { expect } from "vitest";
import { callContacts, historyOf } from "../support/contacts.ts";
import { lastTicket, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const PHONE = "+14155550100";
const ANA = `whatsapp:${PHONE}`;
const PHOTO = { contentType: "image/jpeg", bytes: Buffer.from("a photo of Zqana") };
const OF_ANA = /4155550100|Zqana/;

type Place = { place: string; done: number; pending: number; refused: number; things: Thing[] };
type Thing = { what: string; state: string; why: string | null; count: number; ids: string[] };
type Receipt = { receipt: string; state: string; places: Place[] };

/** Ana wrote twice, with a photo, and was answered; all her messages have arrived. */
async function wellKnown(world: World) {
  world.zendesk.connectWebhook();
  await world.twilio.receive({ From: ANA, ProfileName: "Zqana", Body: "Zqana: my invoice is wrong" });
  await settled(world);
  await world.twilio.receiveMedia({ From: ANA, ProfileName: "Zqana", Body: "Zqana: see here" }, [PHOTO]);
  await settled(world);
  world.zendesk.answer(lastTicket(world).id, { text: "We look into it" });
  await settled(world);
  for (const { sid } of world.twilio.sent) world.twilio.settle(sid, "delivered");
  const { contact } = await historyOf(world, { phone: PHONE });
  return contact.id;
}

async function erase(world: World, fields: Record<string, unknown> = { phone: PHONE, everywhere: true }) {
  const response = await callContacts(world, "DELETE", fields);
  return { status: response.status, ...(await response.json()) };
}

async function receiptOf(world: World, receipt: string): Promise<Receipt> {
  const response = await callContacts(world, "GET", { receipt });
  expect(response.status).toBe(200);
  return response.json() as Promise<Receipt>;
}

const at = (receipt: Receipt, place: string) => receipt.places.find((one) => one.place === place);

/** What the upstreams still tell of Ana. */
const told = ({ twilio, zendesk }: World) =>
  [
    ...twilio.messages.map(({ form, at: _, ...message }) => JSON.stringify(message)),
    ...zendesk.tickets.map((ticket) => JSON.stringify(ticket)),
    ...zendesk.users.map((user) => JSON.stringify(user)),
    ...zendesk.files.map(({ bytes }) => Buffer.from(bytes).toString()),
  ].filter((text) => OF_ANA.test(text));

test("everywhere: Twilio and Zendesk know nothing of the person any more, and the receipt says so", async ({
  world,
}) => {
  const id = await wellKnown(world);
  expect(told(world).length).toBeGreaterThan(4);
  const answer = await erase(world);
  expect(answer).toMatchObject({ status: 202, contactId: id, receipt: id });
  await world.settle();
  expect(told(world)).toEqual([]);
  expect(world.twilio.messages).toEqual([]);
  const early = await receiptOf(world, answer.receipt);
  expect(early.state).toBe("under way");
  expect(at(early, "twilio")).toMatchObject({ pending: 1, refused: 0 });
  await world.later(400);
  const receipt = await receiptOf(world, answer.receipt);
  expect(receipt).toMatchObject({ receipt: id, state: "finished" });
  expect(at(receipt, "twilio")).toMatchObject({ pending: 0, refused: 0 });
  expect(at(receipt, "zendesk")).toMatchObject({ pending: 0, refused: 0 });
  expect(at(receipt, "meta")).toEqual({ place: "meta", done: 0, pending: 0, refused: 0, things: [] });
  expect(world.zendesk.tickets[0]?.comments.map(({ body }) => body)).toContain("We look into it");
});
