import { expect } from "vitest";
import type { UpstreamCall } from "../sandbox/upstreams/call.ts";
import { visit } from "../support/console.ts";
import { ANA } from "../support/conversations.ts";
import { test as shared } from "../support/shared-world.ts";
import { agentAnswers, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const isMedia = ({ path }: UpstreamCall) => path.includes("/Media/");

/** The newest message's page, and the address of its first file below the console. */
async function newest(world: World) {
  const [row] = await world.database.rows<{ id: string; contact_id: string }>(
    "select id, contact_id from contact_logs where media <> '[]' order by created_at desc, id desc limit 1",
  );
  const text = await (await visit(world, `/contacts/${row?.contact_id}`)).text();
  return { text, file: `/media/${row?.id}/0` };
}

async function receive(world: World, contentType: string, claimed = contentType) {
  const fields = { From: ANA, Body: "Look at this one", MediaContentType0: claimed };
  await world.twilio.receiveMedia(fields, [{ contentType, bytes: Buffer.from(`a ${contentType}`) }]);
  return newest(world);
}

shared.for([
  ["image/jpeg", "img"],
  ["image/webp", "img"],
  ["audio/ogg", "audio"],
  ["video/mp4", "video"],
] as const)("a file of type %s is shown in the chat", async ([type, element], { shared: world }) => {
  const { text, file } = await receive(world, type);
  expect(text).toContain(`<${element} src="/console${file}"`);
  const sent = await visit(world, file);
  expect([sent.status, sent.headers.get("content-type")]).toEqual([200, type]);
  expect(sent.headers.get("content-disposition")).toMatch(/^inline;/);
  expect(sent.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  expect(sent.headers.get("x-content-type-options")).toBe("nosniff");
  expect(await sent.text()).toBe(`a ${type}`);
});

shared.for([
  ["a document", "application/pdf", "application/pdf"],
  ["a text", "text/plain", "text/plain"],
  ["a text that calls itself a photo", "text/plain", "image/jpeg"],
] as const)("%s is downloaded, never shown", async ([, type, claimed], { shared: world }) => {
  const { file } = await receive(world, type, claimed);
  const sent = await visit(world, file);
  expect(sent.headers.get("content-type")).toBe(type);
  expect(sent.headers.get("content-disposition")).toMatch(/^attachment;/);
});

shared.for(["text/html", "image/svg+xml"])(
  "a file of type %s is not handed out, whatever its message calls it",
  async (type, { shared: world }) => {
    const { file } = await receive(world, type, "image/png");
    const refused = await visit(world, file);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(
      `<h1>This file cannot be shown: files of type ${type} are not accepted</h1>`,
    );
  },
);

test("a file that the provider lost, or does not serve now, leaves a page that says so", async ({
  world,
}) => {
  const { file } = await receive(world, "image/jpeg");
  // The ticket fetches it as well, and must not meet what is meant for the page.
  await settled(world);
  world.fail("twilio", { status: 404 }, { times: 1, when: isMedia });
  const gone = await visit(world, file);
  expect([gone.status, await gone.text()]).toEqual([
    404,
    expect.stringContaining("Twilio does not have this file, or not yet"),
  ]);
  world.fail("twilio", { status: 503 }, { times: 1, when: isMedia });
  const failing = await visit(world, file);
  expect([failing.status, await failing.text()]).toEqual([422, expect.stringContaining("try again")]);
  expect((await visit(world, file)).status).toBe(200);
});

test("what an agent sent is linked to where it lies, and not fetched for anybody", async ({ world }) => {
  world.zendesk.connectWebhook();
  await world.twilio.receive({ From: ANA, Body: "My printer is on fire" });
  await settled(world);
  await agentAnswers(world, {
    text: "Here is the manual",
    files: [{ filename: "manual.pdf", contentType: "application/pdf", bytes: Buffer.from("a manual") }],
  });
  const { text, file } = await newest(world);
  expect(text).toMatch(/<a class="file" href="https:[^"]+" rel="noreferrer">manual\.pdf<\/a>/);
  expect((await visit(world, file)).status).toBe(404);
  await world.database.rows("update contact_logs set media = $1 where media <> '[]'", [
    JSON.stringify([{ url: "javascript:alert(1)", contentType: "text/plain", filename: "x" }]),
  ]);
  expect((await newest(world)).text).not.toContain("javascript:");
});

shared("an address of no file is 404", async ({ shared: world }) => {
  const { file } = await receive(world, "image/jpeg");
  for (const path of [file.replace(/0$/, "1"), file.replace(/0$/, "-1"), "/media/x/0"])
    expect((await visit(world, path)).status, path).toBe(404);
});
