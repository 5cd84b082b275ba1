import { DomUtils, parseDocument } from "htmlparser2";
import { expect } from "vitest";
import { writeCursor } from "../../lib/domain/cursor.ts";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import type { UpstreamCall } from "../sandbox/upstreams/call.ts";
import { visit } from "../support/console.ts";
import { ANA, at, OUR_NUMBER } from "../support/conversations.ts";
import { pageOf } from "../support/lists.ts";
import { approveContent, CONTENT_SID, call, numbers, test } from "../support/messages-api.ts";
import type { World } from "../support/world.ts";

type Element = ReturnType<typeof DomUtils.findAll>[number];

const MB = `MB${"b".repeat(32)}`;

const isCreate = ({ method, path }: UpstreamCall) => method === "POST" && path.includes("/tickets");

/** A deployment that has something to show on every page, and the paths of the live ones, with what can change there. */
async function livePages(world: World): Promise<[path: string, changing: string][]> {
  world.fail("zendesk", { status: 422 }, { times: 1, when: isCreate });
  await world.twilio.receive({ From: ANA, ProfileName: "Ana", Body: "My card was charged twice" });
  await world.settle();
  await world.twilio.receive({ From: ANA, ProfileName: "Ana", Body: "My invoice 123 is wrong" });
  await world.settle();
  const { conversationSid, tell } = startConversation(world);
  await tell("onConversationAdded", { FriendlyName: "Order 7", State: "active", DateCreated: at(1) });
  await tell("onParticipantAdded", {
    ParticipantSid: MB,
    "MessagingBinding.Address": ANA,
    "MessagingBinding.ProxyAddress": OUR_NUMBER,
    DateCreated: at(1),
  });
  const inactive = { StateFrom: "active", StateTo: "inactive", StateUpdated: at(5), Reason: "TIMER" };
  await tell("onConversationStateUpdated", inactive);
  for (const n of [1, 2]) {
    const MessageSid = `IM${String(n).repeat(32)}`;
    await tell("onMessageAdded", {
      MessageSid,
      Author: ANA,
      Source: "WHATSAPP",
      Body: "Hello",
      DateCreated: at(6),
    });
  }
  const review = world.meta.envelope({ decision: "APPROVED" }, "account_review_update");
  await world.meta.post(review);
  approveContent(world);
  const asked = { contentSid: CONTENT_SID, variables: { 1: "Ana", 2: "Order 7" } };
  const { json: sent } = await call(world, { ...asked, to: [...numbers(3), "0123", "0124"] });
  await world.settle();
  await world.twilio.status(world.twilio.sent.at(-1)?.sid ?? "", "undelivered", { ErrorCode: "30003" });
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  const { json: waiting } = await call(world, { ...asked, to: numbers(3), sendAt });
  await world.database.rows(`
    insert into approvals (id, contact_id, reference) select gen_random_uuid(), id, 'PO-7' from contacts where profile_name = 'Ana'`);
  const [ana] = await world.database.rows<{ id: string }>(
    "select id from contacts where profile_name = 'Ana'",
  );
  const [dead] = await world.database.rows<{ id: string }>("select id from tasks where dead_at is not null");
  return [
    ["", "li tr"],
    ["?range=today", "li tr"],
    ["/contacts", "button form tr"],
    [`/contacts/${ana?.id}`, "button form li"],
    ["/conversations", "tr"],
    [`/conversations/${conversationSid}`, "li tr"],
    ["/batches", "tr"],
    [`/batches/${sent.batchId}`, "button form tr"],
    [`/batches/${sent.batchId}?show=skipped`, "button form tr"],
    [`/batches/${waiting.batchId}`, "button form tr"],
    ["/tasks?show=waiting", "tr"],
    ["/tasks?show=dead", "button form tr"],
    [`/tasks/${dead?.id}`, "button form"],
  ];
}

const isNamed = ({ attribs }: Element) => Boolean(attribs.id);

function around(element: Element, name: string): Element | undefined {
  for (let one = DomUtils.getParent(element); one !== null; one = DomUtils.getParent(one))
    if ("attribs" in one && one.name === name) return one;
  return undefined;
}

/** What has no id is told by its place: that may be an item within one that has an id. */
const isTold = (element: Element) =>
  isNamed(element) || (element.name === "li" && isNamed(around(element, "li") ?? element));

test("on a page that refreshes itself no button, form or row can become another one", async ({ world }) => {
  for (const [path, changing] of await livePages(world)) {
    const main = DomUtils.getElementById("main", parseDocument(await pageOf(world, path)));
    if (!main) throw new Error(`${path} has no main`);
    expect(main.attribs, path).toHaveProperty("data-live");
    const ids = DomUtils.findAll(isNamed, [main]).map(({ attribs }) => attribs.id);
    expect(
      ids.filter((id, n) => ids.indexOf(id) !== n),
      path,
    ).toEqual([]);
    const rows = DomUtils.getElementsByTagName("tbody", main).flatMap((body) =>
      DomUtils.getElementsByTagName("tr", body),
    );
    const others = DomUtils.getElementsByTagName((name) => ["li", "form", "button"].includes(name), main);
    const elements = [...rows, ...others];
    for (const element of elements)
      expect(isTold(element), `${path}: ${DomUtils.getOuterHTML(element)}`).toBe(true);
    expect([...new Set(elements.map(({ name }) => name))].sort().join(" "), path).toBe(changing);
  }
});

test("a list behind a cursor stands still", async ({ world }) => {
  const pages = await livePages(world);
  const at = "2999-01-01T00:00:00.000000Z";
  const [uuid, sid, task, position] = [
    writeCursor({ at, id: "ffffffff-ffff-7fff-bfff-ffffffffffff" }),
    writeCursor({ at, id: "zz" }),
    writeCursor({ at, id: "1" }),
    "messages-1",
  ];
  const own = (path: string) => pages.find(([one]) => one.startsWith(path))?.[0];
  const lists: [string | undefined, string][] = [
    ["/contacts", `${uuid}.${uuid}`],
    [own("/contacts/"), uuid],
    ["/conversations", sid],
    [own("/conversations/"), uuid],
    ["/batches", uuid],
    [own("/batches/"), position],
    ["/tasks", task],
  ];
  for (const [path, cursor] of lists) {
    const page = await visit(world, `${path}?cursor=${cursor}`);
    expect(page.status, path).toBe(200);
    expect(await page.text(), path).not.toContain("data-live");
  }
});
