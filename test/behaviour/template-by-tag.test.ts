import { expect } from "vitest";
import { tagTriggerPayload } from "../../lib/zendesk/trigger.ts";
import { visit } from "../support/console.ts";
import { fastWorld } from "../support/messages-api.ts";
import { dana, knowTemplate, sentTo, ticketFor } from "../support/ticket-templates.ts";
import { LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { testIn, type World } from "../support/world.ts";

const test = testIn(() => fastWorld({ WHATSAPP_START_TEMPLATE: "Order-Ready" }));

const PHONE = "+14155550177";
const WAYS = [
  ["twilio", "event"],
  ["twilio", "trigger"],
  ["meta", "event"],
  ["meta", "trigger"],
] as const;

const TAG = "whatsapp_template_order_ready";

let seconds = 0;

/** Zendesk tells whole seconds, and nobody sets the same tag twice in one. */
async function tag(world: World, ...tags: string[]) {
  const ticket = lastTicket(world);
  world.zendesk.tag(ticket.id, tags);
  seconds += 1;
  ticket.updated_at = new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
  await settled(world);
}

const SHAPES = {
  event: { shape: "event" },
  trigger: { shape: "trigger", triggerTemplate: tagTriggerPayload() },
} as const;

test.for(WAYS)(
  "by %s and %s, a tag sends its template once, is taken away, and leaves a note; set again, it sends again",
  async ([provider, shape], { world }) => {
    world.zendesk.connectWebhook(SHAPES[shape]);
    const phone = provider === "twilio" ? "+14155550100" : "+14155550123";
    await LINES[provider](world).writes("My invoice is wrong");
    const template = await knowTemplate(world, provider);
    const before = sentTo(world, provider, phone).length;
    await tag(world, TAG, "vip");
    expect(sentTo(world, provider, phone)).toHaveLength(before + 1);
    expect(lastTicket(world).tags).toEqual(expect.arrayContaining(["vip"]));
    expect(lastTicket(world).tags).not.toContain(TAG);
    const by = shape === "event" ? "Dana" : "An agent";
    const noted = notes(world).filter((note) =>
      note.startsWith(`${by} sent the customer this template (order_ready, en)`),
    );
    expect(noted).toHaveLength(1);
    expect(await world.database.rows("select by, actor_id, action, subject from audit")).toEqual([
      {
        by: "ticket",
        actor_id: shape === "event" ? dana(world).id : null,
        action: "template.send",
        subject: `ticket:${lastTicket(world).id}`,
      },
    ]);
    const [contact] = await world.database.rows("select id from contacts");
    const shown = await (await visit(world, `/contacts/${contact?.id}`)).text();
    expect(shown).toContain(`WhatsApp, template, by ${shape === "event" ? "Dana" : "an agent"}<`);
    expect(shown).not.toMatch(/sent in bulk|Bulk send/);
    // Our own updates ring no second time, and neither does a ring about what is gone.
    await world.zendesk.ring(lastTicket(world).id, undefined, { times: 3 });
    await settled(world);
    expect(sentTo(world, provider, phone)).toHaveLength(before + 1);
    await tag(world, TAG);
    expect(sentTo(world, provider, phone)).toHaveLength(before + 2);
    expect(template.name).toBe("order_ready");
  },
);

test.for(WAYS)(
  "by %s and %s, a ticket that an agent makes in the web form with the tag whatsapp_start begins the conversation",
  async ([provider, shape], { world }) => {
    world.zendesk.connectWebhook(SHAPES[shape]);
    await knowTemplate(world, provider, { name: "order_ready" });
    const { id } = await ticketFor(world, PHONE, { tags: ["whatsapp_start"] });
    await settled(world);
    expect(sentTo(world, provider, PHONE)).toHaveLength(1);
    expect(notes(world)[0]).toMatch(/^Dana sent the customer.*It begins the conversation/s);
    const line =
      provider === "twilio" ? LINES.twilio(world, `whatsapp:${PHONE}`) : LINES.meta(world, PHONE.slice(1));
    await line.writes("Yes please");
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(lastTicket(world).comments.at(-1)?.body).toContain("Yes please");
    expect(sentTo(world, provider, PHONE)).toHaveLength(1);
    await world.zendesk.answer(id, { text: "On its way" });
    await settled(world);
    expect(sentTo(world, provider, PHONE).slice(1)).toEqual(["On its way"]);
  },
);

test("two rings at once on two instances send once", async ({ world }) => {
  const other = await world.anotherInstance();
  world.zendesk.connectWebhook();
  const template = await knowTemplate(world, "twilio");
  const { id } = await ticketFor(world, PHONE);
  const ring = {
    account_id: 1,
    type: "zen:event-type:ticket.tags_changed",
    detail: { id: String(id), tags: [TAG], actor_id: "1" },
    event: {},
  };
  world.zendesk.ticket(id).tags = [TAG];
  await Promise.all([
    world.zendesk.post(ring),
    world.zendesk.post(ring),
    other.deps.drain(),
    world.zendesk.post(ring),
  ]);
  await settled(world);
  expect(world.twilio.sent.map(({ form }) => form.ContentSid)).toEqual([template.externalId]);
  expect(world.zendesk.ticket(id).tags).toEqual([]);
});

test("Zendesk away between sending and taking the tag away: sent once, and the tag goes when it is back", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  await knowTemplate(world, "twilio");
  await ticketFor(world, PHONE);
  world.fail("zendesk", { status: 503 }, { when: ({ method }) => method === "DELETE" });
  await tag(world, TAG);
  expect(world.twilio.sent).toHaveLength(1);
  expect(lastTicket(world).tags).toEqual([TAG]);
  // An agent's update rings meanwhile, with the tag in it.
  world.zendesk.answer(lastTicket(world).id, { text: "For us alone", public: false });
  for (let n = 0; n < 3; n += 1) await world.later(600);
  world.heal();
  for (let n = 0; n < 5; n += 1) await world.later(3600);
  await settled(world);
  expect(world.twilio.sent).toHaveLength(1);
  expect(lastTicket(world).tags).toEqual([]);
  expect(notes(world).filter((note) => note.startsWith("Dana sent"))).toHaveLength(1);
});

test("a template that is paused when its tag is obeyed once more was sent all the same, and no note says otherwise", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  await knowTemplate(world, "twilio");
  await ticketFor(world, PHONE);
  world.fail("zendesk", { status: 503 }, { when: ({ method }) => method === "DELETE" });
  await tag(world, TAG);
  // Its worker died before it could say that only the tag was left.
  await world.database.rows(
    `update tasks set payload = jsonb_set(payload, array['pending', $1, 'isOver'], 'false') where kind = 'send-tagged'`,
    [TAG],
  );
  await world.database.rows("update templates set status = 'paused'");
  world.heal();
  for (let n = 0; n < 5; n += 1) await world.later(3600);
  await settled(world);
  expect(lastTicket(world).tags).toEqual([]);
  expect(world.twilio.sent).toHaveLength(1);
  expect(notes(world)).toEqual([expect.stringMatching(/^Dana sent the customer/)]);
});

type Refused = { says: RegExp; tags?: string[]; prepare?(world: World): Promise<unknown> };

const REFUSED: Record<string, Refused> = {
  "a template that nobody knows": { says: /No template is called order_ready/ },
  "a template that is rejected": {
    says: /is rejected, not approved/,
    prepare: (world) => knowTemplate(world, "meta", { status: "rejected" }),
  },
  "a template whose variable nothing fills": {
    says: /the tag \S+: Variable order is empty: .*WHATSAPP_TEMPLATE_FIELDS=\{"order":360001234567\}/,
    prepare: (world) => knowTemplate(world, "meta", { body: "Your order {{order}}" }),
  },
  "a template that is not there in the language": {
    says: /not there in fr: set one of the tags whatsapp_language_en/,
    tags: [TAG, "whatsapp_language_fr"],
    prepare: (world) => knowTemplate(world, "meta"),
  },
  "a customer who wants no messages": {
    says: /until they write START/,
    async prepare(world) {
      await knowTemplate(world, "meta");
      await LINES.meta(world, PHONE.slice(1)).writes("STOP");
    },
  },
  "the tag for beginning on a ticket that no agent made": {
    says: /and this is none/,
    tags: ["whatsapp_start"],
    async prepare(world) {
      await knowTemplate(world, "meta");
      await LINES.meta(world, "14155550198").writes("My invoice is wrong");
    },
  },
};

test.for(Object.keys(REFUSED))(
  "%s: nothing is sent, a note says why, and the tag is taken away",
  async (name, { world }) => {
    const { says, tags = [TAG], prepare } = REFUSED[name] ?? { says: /never/ };
    world.zendesk.connectWebhook();
    if (!tags.includes("whatsapp_start")) await ticketFor(world, PHONE);
    await prepare?.(world);
    const before = world.meta.sent.length;
    await tag(world, ...tags);
    for (let n = 0; n < 3; n += 1) await world.later(3600);
    expect(world.meta.sent).toHaveLength(before);
    const told = notes(world).filter((note) => note.startsWith("Nothing was sent for the tag"));
    expect(told).toEqual([expect.stringMatching(says)]);
    expect(lastTicket(world).tags.filter((one) => one.startsWith("whatsapp_"))).toEqual([]);
  },
);

test("of several languages the requester's is sent, or the one that a tag names", async ({ world }) => {
  world.zendesk.connectWebhook();
  for (const language of ["en", "es", "pt_BR"])
    await knowTemplate(world, "meta", { language, body: `{{name}} (${language})` });
  const { requester_id } = await ticketFor(world, PHONE);
  const user = world.zendesk.users.find(({ id }) => id === requester_id);
  Object.assign(user ?? {}, { locale: "es-419" });
  await tag(world, TAG);
  await tag(world, TAG, "whatsapp_language_pt_br");
  const languages = world.meta.sent.map(
    ({ payload }) => (payload.template as { language: { code: string } }).language.code,
  );
  expect(languages).toEqual(["es", "pt_BR"]);
  expect(lastTicket(world).tags).toEqual([]);
});

test("who stops between the tag and the sending gets nothing, and the ticket hears of it; a closed ticket is left alone", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  await knowTemplate(world, "meta");
  await ticketFor(world, PHONE);
  world.fail("meta", { status: 503 });
  await tag(world, TAG);
  world.heal();
  await world.database.rows("update contacts set opted_out_at = now(), opt_out_reason = 'stop'");
  for (let n = 0; n < 5; n += 1) await world.later(3600);
  await settled(world);
  expect(world.meta.sent).toEqual([]);
  expect(notes(world).at(-1)).toContain("was not sent after all. The customer asked for no more messages");
  const { id } = await ticketFor(world, PHONE, { tags: [TAG] });
  world.zendesk.close(id);
  await settled(world);
  expect((await world.tasks()).filter(({ done_at }) => done_at === null)).toEqual([]);
});
