import type { Upstream } from "../../lib/domain/providers.ts";
import type { Fault } from "../sandbox/upstreams/faults.ts";
import { settled } from "./two-way.ts";
import type { World } from "./world.ts";

const NO_HELP_DESK = {
  title: "No help desk at acme.zendesk.com",
  message: "There is no help desk configured at this address. This means that the address is available.",
};
const PAGE = `<!doctype html><title>Zendesk</title><h1>${NO_HELP_DESK.title}</h1><p>${NO_HELP_DESK.message}</p>`;
const HTML = { "content-type": "text/html; charset=utf-8" };
const moved = (status: number): Fault => ({
  status,
  headers: { ...HTML, location: "https://acme-renamed.zendesk.com/api/v2/tickets.json" },
  body: Buffer.from("<html><body>You are being redirected.</body></html>"),
});

/** How each upstream says that an account is suspended, moved or unpaid. */
export const ZENDESK_AWAY: Record<string, Fault> = {
  "402 in JSON": { status: 402, body: { error: "PaymentRequired", description: "Payment required" } },
  "402 as a page": { status: 402, headers: HTML, body: Buffer.from("<h1>Payment Required</h1>") },
  "no help desk, in JSON": { status: 404, body: { error: NO_HELP_DESK } },
  "no help desk, as a page": { status: 404, headers: HTML, body: Buffer.from(PAGE) },
  "a 301": moved(301),
  "a 302": moved(302),
  "a 307": moved(307),
  "a 308": moved(308),
};
export const TWILIO_AWAY: Record<string, Fault> = {
  "20403": { twilioCode: 20403, status: 403 },
  "10001": { twilioCode: 10001, status: 403 },
  "10001 with a 400": { twilioCode: 10001, status: 400 },
  "20005": { twilioCode: 20005, status: 403 },
  "90010": { twilioCode: 90010, status: 403 },
};
export const META_AWAY: Record<string, Fault> = {
  "368": { metaCode: 368, status: 403 },
  "368 with a 400": { metaCode: 368, status: 400 },
  "131031": { metaCode: 131031, status: 403 },
  "131042": { metaCode: 131042, status: 400 },
};

/** Hours in which somebody looks again and again. */
export async function hoursAway(world: World, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) await world.later(3_700);
  await settled(world);
}

/** The account is set right, and whoever looks next finds that. */
export async function setRight(world: World, upstream: Upstream): Promise<void> {
  world.heal(upstream);
  for (let round = 0; round < 3; round += 1) await world.later(3_700);
  await settled(world);
}

/** What the log says aloud of an upstream's account. */
export const loudLines = (world: World, upstream: Upstream) =>
  world.logged.filter((line) => line.upstream === upstream && /account/.test(String(line.message)));

/** Tasks that nobody tries any more. */
export const dead = async (world: World) => (await world.tasks()).filter(({ dead_at }) => dead_at !== null);
