import { expect } from "vitest";
import { UpstreamError } from "../../lib/errors.ts";
import { visit } from "../support/console.ts";
import { EXAMINED, examinationsOf } from "../support/findings.ts";
import { test as base, createWorld, type World } from "../support/world.ts";

/** A world in which the examinations find one thing of each kind. */
const test = base.extend<{ examined: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  examined: async ({}, use) => {
    const world = await createWorld({ deps: { examinations: examinationsOf(EXAMINED) } });
    await use(world);
    await world.close();
  },
});

const bodyOf = async (response: Promise<Response>) => (await response).text();

test("the page offers every webhook URL to copy, and looks at nothing until it is asked", async ({
  world,
}) => {
  const page = await bodyOf(visit(world, "/setup"));
  const urls = [...page.matchAll(/<input id="[^"]+" readonly value="([^"]+)">/g)].map(([, url]) => url);
  expect(urls).toEqual([
    "https://tickline.example/api/twilio/whatsapp#rc=3&amp;rp=all&amp;ct=2000&amp;rt=5000",
    "https://tickline.example/api/twilio/status",
    "https://tickline.example/api/twilio/conversation-events",
    "https://tickline.example/api/meta/webhook",
    "https://tickline.example/api/zendesk/agent-reply",
  ]);
  const labels = [...page.matchAll(/<label for="(url-\d)">/g)].map(([, id]) => id);
  expect(labels).toEqual([...page.matchAll(/<input id="(url-\d)"/g)].map(([, id]) => id));
  expect(page).toContain("What each provider must be given, to copy.");
  expect(page).toContain("Examine now");
  expect(world.calls).toEqual([]);
});

test("asked, it says what is wrong, worst first, with the cure, and counts it", async ({
  examined: world,
}) => {
  const page = await bodyOf(visit(world, "/setup?examine=1"));
  expect(page).toContain("1 broken, 1 warning, 1 unknown, 1 ok, 1 off");
  const order = ["Inbound webhook", "Status callback", "The account"].map((what) => page.indexOf(what));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(page).toContain("<dt>Expected</dt><dd>https://tickline.example/api/twilio/whatsapp</dd>");
  expect(page).toContain("Paste the URL at the sender.");
  expect(page).toContain("<code>npm run setup</code>");
  expect(page).toContain("Examine again");
});

test("what a provider says is shown as text, whatever is in it", async ({ examined: world }) => {
  const page = await bodyOf(visit(world, "/setup?examine=1"));
  expect(page).toContain("https://elsewhere.example/&lt;script&gt;");
  expect(page).not.toContain("<script>alert");
});

test("an examination that breaks off hides nothing that another found", async ({ world }) => {
  const examinations = examinationsOf(EXAMINED);
  examinations.meta = async () => async () => {
    throw new UpstreamError("meta", "unavailable", { status: 503 });
  };
  const broken = await createWorld({ deps: { examinations } });
  const page = await bodyOf(visit(broken, "/setup?examine=1"));
  expect(page).toContain("It could not be finished: meta unavailable HTTP 503.");
  expect(page).toContain("Inbound webhook");
  await broken.close();
  expect(world.calls).toEqual([]);
});

test("in a preview the protection bypass is not shown, and the page says what to put in its place", async ({
  world,
}) => {
  const VERCEL_AUTOMATION_BYPASS_SECRET = "a bypass & nobody may see it";
  const env = { VERCEL_ENV: "preview", VERCEL_BRANCH_URL: "branch.example", VERCEL_AUTOMATION_BYPASS_SECRET };
  const { origin } = await world.anotherInstance({ env });
  const page = await bodyOf(visit({ ...world, origin }, "/setup"));
  expect(page).toContain(
    "https://branch.example/api/twilio/whatsapp?x-vercel-protection-bypass=&lt;secret&gt;#rc=3",
  );
  expect(page).toContain("replace &lt;secret&gt; by the value of VERCEL_AUTOMATION_BYPASS_SECRET");
  expect(page).not.toContain("to copy");
  expect(page).not.toMatch(/nobody|may.see.it/);
});

test("without an address of our own the page says which setting is missing", async ({ world }) => {
  const { origin } = await world.anotherInstance({ env: { PUBLIC_BASE_URL: undefined } });
  const page = await bodyOf(visit({ ...world, origin }, "/setup"));
  expect(page).toContain("set <code>PUBLIC_BASE_URL</code>");
});

test("nobody sees it without the password", async ({ world }) => {
  expect((await visit(world, "/setup?examine=1", { authorization: "" })).status).toBe(401);
});
