import { expect } from "vitest";
import { callContacts, historyOf } from "./contacts.ts";
import { lastTicket, settled } from "./two-way.ts";
import type { World } from "./world.ts";

export const PHONE = "+14155550100";
const ANA = `whatsapp:${PHONE}`;
const PHOTO = { contentType: "image/jpeg", bytes: Buffer.from("a photo of Zqana") };
const OF_ANA = /4155550100|Zqana/;

type Thing = { what: string; state: string; why: string | null; count: number; ids: string[] };
type Place = { place: string; done: number; pending: number; refused: number; things: Thing[] };
type Receipt = { receipt: string; state: string; places: Place[] };

/** Ana wrote twice, with a photo, and was answered; all her messages have arrived. Returns her contact's id. */
export async function wellKnown(world: World, From = ANA): Promise<string> {
  const ProfileName = "Zqana";
  await world.twilio.receive({ From, ProfileName, Body: "Zqana: my invoice is wrong" });
  await settled(world);
  await world.twilio.receiveMedia({ From, ProfileName, Body: "Zqana: see here" }, [PHOTO]);
  await settled(world);
  world.zendesk.answer(lastTicket(world).id, { text: "We look into it" });
  await settled(world);
  arrived(world);
  const { contact } = await historyOf(world, { phone: From.replace("whatsapp:", "") });
  return contact.id;
}

/** Whatever we sent has reached its phone, as Twilio knows. */
export function arrived({ twilio }: World): void {
  for (const { sid } of twilio.sent) twilio.settle(sid, "delivered");
}

/** Erases a person by the API; resolves when what is due then is done. @returns what it answers, with its status */
export async function erase(
  world: World,
  fields: Record<string, unknown> = { phone: PHONE, everywhere: true },
) {
  const response = await callContacts(world, "DELETE", fields);
  await world.settle();
  return { status: response.status, ...(await response.json()) };
}

export async function receiptOf(world: World, receipt: string) {
  const response = await callContacts(world, "GET", { receipt });
  expect(response.status).toBe(200);
  const told = (await response.json()) as Receipt;
  const [twilio, meta, zendesk] = ["twilio", "meta", "zendesk"].map((name) =>
    told.places.find(({ place }) => place === name),
  );
  return { ...told, twilio, meta, zendesk };
}

/** What the upstreams still tell of Ana. */
export function stillTold({ twilio, zendesk }: World): string[] {
  return [
    ...twilio.messages.map(({ form, at, media, ...message }) => JSON.stringify(message)),
    ...twilio.messages.flatMap(({ media }) => media.map(({ bytes }) => bytes.toString())),
    ...zendesk.tickets.map((ticket) => JSON.stringify(ticket)),
    ...zendesk.users.map((user) => JSON.stringify(user)),
    ...zendesk.files.map(({ bytes }) => Buffer.from(bytes).toString()),
  ].filter((text) => OF_ANA.test(text));
}

/** The calls that make an upstream forget. */
export function deletions({ calls }: World) {
  return calls.filter(
    ({ method, path }) => method === "DELETE" || /comment_redactions|\/users\/\d+/.test(path),
  );
}
