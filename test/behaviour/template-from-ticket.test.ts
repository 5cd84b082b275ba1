import { expect } from "vitest";
import { previewTemplate } from "../../lib/from-ticket/preview-template.ts";
import { type AskedTemplate, sendTemplate } from "../../lib/from-ticket/send-template.ts";
import { callContacts } from "../support/contacts.ts";
import { cancel, fastWorld } from "../support/messages-api.ts";
import { dana, knowTemplate, sentTo, ticketFor } from "../support/ticket-templates.ts";
import { everythingWeKeep } from "../support/traces.ts";
import { LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { testIn, type World } from "../support/world.ts";

const test = testIn(() => fastWorld({ ZENDESK_TICKS: "notes" }));

const PHONE = { twilio: "+14155550100", meta: "+14155550123" } as const;
const NEW_PHONE = "+14155550177";

/** Dana sends a template from the newest ticket, once for `key`. */
async function send(world: World, asked: Pick<AskedTemplate, "template"> & Partial<AskedTemplate>) {
  const ticketId = String(lastTicket(world).id);
  const sent = await sendTemplate(world.deps, {
    ticketId,
    variables: {},
    actor: dana(world),
    key: "one",
    ...asked,
  });
  await settled(world);
  return sent;
}

test.for(["twilio", "meta"] as const)(
  "by %s, a template goes from the ticket to its customer with what the ticket says, once, and the ticket hears of it and its ticks",
  async (provider, { world }) => {
    world.zendesk.connectWebhook();
    await LINES[provider](world).writes("My invoice is wrong");
    const { id } = lastTicket(world);
    const template = await knowTemplate(world, provider);
    const text = `Hello ${provider === "twilio" ? "Ana" : "Ada Lovelace"}, your order ${id} is ready.`;
    const before = sentTo(world, provider, PHONE[provider]).length;

    const preview = await previewTemplate(world.deps, { ticketId: String(id), template });
    expect(preview).toMatchObject({ text, problems: [] });
    const both = await Promise.all([send(world, { template }), send(world, { template })]);
    const again = await send(world, { template, shown: text });
    expect(both.map(({ messageId }) => messageId)).toEqual([again.messageId, again.messageId]);
    expect(again.text).toBe(text);
    expect(sentTo(world, provider, PHONE[provider])).toHaveLength(before + 1);

    const [row] = await world.database.rows(
      "select ticket_id, sent_by, kind, body, status, batch_id is not null as in_batch from contact_logs where id = $1",
      [again.messageId],
    );
    expect(row).toMatchObject({
      ticket_id: String(id),
      sent_by: dana(world).id,
      kind: "template",
      body: text,
      in_batch: true,
    });
    expect(
      await world.database.rows("select by, actor_id, actor_name, action, subject, became from audit"),
    ).toEqual([
      {
        by: "sidebar",
        actor_id: dana(world).id,
        actor_name: "Dana",
        action: "template.send",
        subject: `ticket:${id}`,
        became: { template: "order_ready", language: "en" },
      },
    ]);
    expect(notes(world)).toEqual([`Dana sent the customer this template (order_ready, en):\n\n${text}`]);

    const message = provider === "twilio" ? world.twilio.sent.at(-1)?.sid : world.meta.sent.at(-1)?.id;
    for (const status of ["delivered", "read"] as const) {
      await world[provider].status(message ?? "", status);
      await settled(world);
    }
    expect(notes(world).slice(1)).toEqual([
      expect.stringMatching(/^Delivered on .*: "Hello /),
      expect.stringMatching(/^Read on .*: "Hello /),
    ]);
  },
);

test.for(["twilio", "meta"] as const)(
  "by %s, a template begins the conversation with a requester who never wrote, and what they answer is on that ticket",
  async (provider, { world }) => {
    world.zendesk.connectWebhook();
    const template = await knowTemplate(world, provider);
    const { id, requester_id } = await ticketFor(world, "+1 (415) 555-0177");
    const { text } = await send(world, { template });
    expect(text).toBe(`Hello Ana Lima, your order ${id} is ready.`);
    expect(sentTo(world, provider, NEW_PHONE)).toHaveLength(1);
    expect(notes(world)[0]).toContain("It begins the conversation");
    const rows = await world.database.rows(
      `select c.phone, c.zendesk_user_id, t.id, l.direction from tickets t
       join contacts c on c.id = t.contact_id join contact_logs l on l.id = t.opened_by`,
    );
    expect(rows).toEqual([
      { phone: NEW_PHONE, zendesk_user_id: String(requester_id), id: String(id), direction: "outbound" },
    ]);

    // Before they write, an agent's reply waits; then it goes, and what was written before the template does not.
    world.zendesk.answer(id, { text: "Shall we bring it?" });
    await settled(world);
    expect(sentTo(world, provider, NEW_PHONE)).toHaveLength(1);
    expect(notes(world).at(-1)).toMatch(/^This reply has not been sent yet/);
    const line =
      provider === "twilio"
        ? LINES.twilio(world, `whatsapp:${NEW_PHONE}`)
        : LINES.meta(world, NEW_PHONE.slice(1));
    await line.writes("Yes please");
    expect(world.zendesk.tickets).toHaveLength(1);
    const comment = lastTicket(world).comments.at(-1);
    expect(comment).toMatchObject({ author_id: requester_id, public: true });
    expect(comment?.body).toContain("Yes please");
    expect(sentTo(world, provider, NEW_PHONE).slice(1)).toEqual(["Shall we bring it?"]);

    await line.writes("STOP");
    await expect(send(world, { template, key: "two" })).rejects.toThrow("until they write START");
  },
);

test("whoever is erased after a template from a ticket leaves nothing of them behind, and nothing is sent from that ticket again", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const template = await knowTemplate(world, "twilio");
  await ticketFor(world, NEW_PHONE, { subject: "Ana's order" });
  const { messageId } = await send(world, { template });
  const erased = await callContacts(world, "DELETE", { phone: NEW_PHONE });
  expect(erased.status).toBe(200);
  for (let n = 0; n < 3; n += 1) await world.later(60);
  const left = (await everythingWeKeep(world)).filter((row) => /4155550177|555-0177|Ana/.test(row));
  expect(left).toEqual([]);
  await expect(send(world, { template, key: "two" })).rejects.toThrow("was erased");
  // The same click once more is what it was, without its words.
  expect(await send(world, { template })).toEqual({ messageId, text: "" });
  expect(sentTo(world, "twilio", NEW_PHONE)).toHaveLength(1);
});

test("a template that is canceled before its provider has it: its ticket hears that it was not sent", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const template = await knowTemplate(world, "meta");
  await ticketFor(world, NEW_PHONE);
  world.fail("meta", { status: 503 });
  await send(world, { template });
  const [batch] = await world.database.rows<{ id: string }>("select id from batches");
  expect((await cancel(world, batch?.id ?? "")).json).toMatchObject({ canceled: 1 });
  world.heal();
  await world.later(3600);
  await settled(world);
  expect(world.meta.sent).toEqual([]);
  expect(notes(world).at(-1)).toMatch(
    /^The template "Hello Ana Lima, .*" was not sent after all. It was canceled/,
  );
});
