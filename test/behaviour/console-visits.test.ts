import { expect } from "vitest";
import { visit } from "../support/console.ts";
import { test, type World } from "../support/world.ts";

/** The address, below the console, of a photo that came in. */
async function photo(world: World): Promise<string> {
  const fields = { From: "whatsapp:+14155550100", Body: "Look at this one" };
  await world.twilio.receiveMedia(fields, [{ contentType: "image/jpeg", bytes: Buffer.from("a photo") }]);
  await world.settle();
  const [row] = await world.database.rows<{ id: string }>("select id from contact_logs where media <> '[]'");
  return `/media/${row?.id}/0`;
}

test.for([
  ["the examination", async () => "/setup?examine=1"],
  ["a photo, which the provider keeps", photo],
] as const)(
  "%s is for the console's own pages: another site's makes no call",
  async ([, find], { world }) => {
    const path = await find(world);
    for (const site of ["cross-site", "same-site"]) {
      world.calls.length = 0;
      const refused = await visit(world, path, { "sec-fetch-site": site });
      expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("Another site")]);
      expect(world.calls).toEqual([]);
    }
    for (const site of ["same-origin", "none", undefined]) {
      world.calls.length = 0;
      const shown = await visit(world, path, site ? { "sec-fetch-site": site } : {});
      expect([shown.status, world.calls.length > 0]).toEqual([200, true]);
    }
  },
);

test("a link from elsewhere opens every page that only looks", async ({ world }) => {
  for (const path of ["", "/contacts", "/tasks", "/setup", "/setup?examine=0"])
    expect((await visit(world, path, { "sec-fetch-site": "cross-site" })).status, path).toBe(200);
});
