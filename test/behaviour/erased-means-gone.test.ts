import { expect } from "vitest";
import { submit } from "../support/console.ts";
import { callContacts } from "../support/contacts.ts";
import { live, type Person } from "../support/rich-life.ts";
import { everythingWeKeep } from "../support/traces.ts";
import { lastTicket, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const OLD = "+14155550188";
const ANA: Person = {
  phone: "+14155550100",
  bsuid: "US.13491208655302741918",
  username: "ana.zq7",
  name: "Zqana Lovelace",
  word: "zqana",
};
/** Her number is the beginning of his, and so are her user id and her name. */
const NEIGHBOUR: Person = {
  phone: "+141555501007",
  bsuid: `${ANA.bsuid}5`,
  username: "ana.zq7b",
  name: "Ana Lovelace",
  word: "neighbourly",
};

const spelled = (number: string) => number.slice(1).split("").join("[^0-9A-Za-z]{0,3}");
const OF_ANA = new RegExp(
  [
    `${spelled(ANA.phone)}(?![0-9])`,
    `${spelled(OLD)}(?![0-9])`,
    `${ANA.bsuid.replace(".", "\\.")}(?![0-9])`,
    `${ANA.username}(?![a-z])`,
    ANA.word,
  ].join("|"),
  "i",
);

const OF_NEIGHBOUR = /neighbourly|141555501007/;

/** The rows that know somebody, also in what is base64 in them, read from each of the four places where a group may begin. */
async function rowsThatKnow(world: World, somebody: RegExp): Promise<string[]> {
  const codes = (row: string) => row.match(/[A-Za-z0-9+/_-]{8,}/g) ?? [];
  const decoded = (code: string) =>
    [0, 1, 2, 3].map((n) => Buffer.from(code.slice(n), "base64").toString("latin1"));
  const knows = (row: string) =>
    somebody.test(row) || codes(row).some((code) => decoded(code).some((text) => somebody.test(text)));
  return (await everythingWeKeep(world)).filter(knows);
}

const left = (world: World) => rowsThatKnow(world, OF_ANA);

/** The neighbour's rows, without moments, which pass. */
async function ofNeighbour(world: World): Promise<string[]> {
  const rows = await rowsThatKnow(world, OF_NEIGHBOUR);
  return rows.map((row) => row.replace(/"(due|created)_at": "[^"]+"/g, "")).toSorted();
}

const ERASE = {
  "the API": (world: World) => callContacts(world, "DELETE", { phone: ANA.phone }),
  async "the console"(world: World) {
    const [contact] = await world.database.rows<{ id: string }>("select id from contacts where phone = $1", [
      ANA.phone,
    ]);
    return submit(world, `/contacts/${contact?.id}/erase`);
  },
};

test.for(["the API", "the console"] as const)(
  "erased by %s: a dump of the database knows nothing of the person, nor after every webhook came again",
  async (way, { world }) => {
    world.zendesk.connectWebhook();
    await live(world, NEIGHBOUR, "+14155550177");
    const again = await live(world, ANA, OLD);
    expect((await left(world)).length).toBeGreaterThan(30);
    const neighbour = await ofNeighbour(world);
    expect(neighbour.length).toBeGreaterThan(30);

    expect((await ERASE[way](world)).status).toBeLessThan(400);
    expect(await left(world)).toEqual([]);
    await world.later(400);
    expect(await left(world)).toEqual([]);
    expect(await ofNeighbour(world)).toEqual(neighbour);

    const rows = (await everythingWeKeep(world)).length;
    const calls = world.calls.length;
    await again();
    expect(await left(world)).toEqual([]);
    expect(await everythingWeKeep(world)).toHaveLength(rows);
    expect(world.calls.slice(calls)).toEqual([]);

    // The ticket stays in Zendesk: what is written there has nobody to go to.
    world.zendesk.answer(lastTicket(world).id, { text: `Once more, ${ANA.word}` });
    await settled(world);
    expect(await left(world)).toEqual([]);
  },
);
