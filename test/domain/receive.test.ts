import { expect, test } from "vitest";
import type { Db } from "../../lib/db/client.ts";
import { createReceive } from "../../lib/inbound/receive.ts";

type Sender = { phone: string | null; bsuid: string | null };

/** How many messages each statement stores of a batch by these people. */
async function statementsFor(senders: Sender[]): Promise<number[]> {
  const sizes: number[] = [];
  const query = async ({ values: [positions] }: { values: unknown[][] }) => {
    sizes.push(positions?.length ?? 0);
    return positions?.map((n) => ({ messageId: `${n}`, logId: `${n}`, outcome: "stored", isSplit: false }));
  };
  const receive = createReceive({ query, close: async () => {} } as unknown as Db); // answers what `insertMessages` asks
  const { taken } = await receive(
    senders.map(({ phone, bsuid }, n) => ({
      provider: "meta",
      channel: "whatsapp",
      messageId: `wamid.${n}`,
      contact: { phone, bsuid, address: `${n}`, username: null, profileName: null },
      sender: "15550783881",
      kind: "text",
      body: "My printer is on fire",
      media: [],
      detail: {},
      sentAt: null,
    })),
  );
  expect(taken).toHaveLength(senders.length);
  return sizes;
}

test("a large batch goes in two halves, but not where one may be known by two ids: their messages stay in order", async () => {
  const known = Array.from({ length: 600 }, (_, n) => ({ phone: `+1415555${n}`, bsuid: `US.${n}` }));
  expect(await statementsFor(known)).toEqual([500, 100]);
  expect(await statementsFor(known.map(({ bsuid }) => ({ phone: null, bsuid })))).toEqual([500, 100]);
  // The first, who has another user id by now, writes by that one and then by both.
  const changed = { phone: null, bsuid: "US.new" };
  const again = { phone: known[0]?.phone ?? null, bsuid: "US.new" };
  expect(await statementsFor([...known, changed, again])).toEqual([602]);
});
