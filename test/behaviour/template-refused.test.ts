import { expect } from "vitest";
import type { KnownTemplate } from "../../lib/domain/templates/known-template.ts";
import { inviteToWrite } from "../../lib/from-ticket/invite-to-write.ts";
import { previewTemplate } from "../../lib/from-ticket/preview-template.ts";
import { type AskedTemplate, sendTemplate } from "../../lib/from-ticket/send-template.ts";
import { fastWorld } from "../support/messages-api.ts";
import { test as shared } from "../support/shared-world.ts";
import { dana, knowTemplate, ticketFor } from "../support/ticket-templates.ts";
import { hoursPass, LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { testIn, type World } from "../support/world.ts";

const test = testIn(() => fastWorld({ TWILIO_REPLY_CONTENT_SID: `HX${"7".repeat(32)}` }));

let keys = 0;
/** Sends with a key of its own, where none is given. */
function sendFrom(
  world: World,
  ticketId: number | string,
  asked: Pick<AskedTemplate, "template"> & Partial<AskedTemplate>,
) {
  keys += 1;
  const all = { ticketId: String(ticketId), variables: {}, actor: dana(world), key: `key-${keys}`, ...asked };
  return sendTemplate(world.deps, all);
}

const rowsOf = async ({ database }: World) =>
  database.rows<{ n: number }>(
    `select (select count(*) from contact_logs where direction = 'outbound' and template is not null)
      + (select count(*) from batches where accepted_at is not null) + (select count(*) from audit) as n`,
  );

let customers = 200;
const newPhone = () => {
  customers += 1;
  return `+14155550${customers}`;
};

/** A ticket that nothing can be sent from, and what the agent reads. */
type Scene = (
  world: World,
) => Promise<{ ticketId: number | string; template?: Partial<KnownTemplate>; says: RegExp }>;

const SCENES: Record<string, Scene> = {
  "a ticket that Zendesk does not have": async () => ({ ticketId: "99999", says: /no such ticket/ }),
  "a closed ticket": async (world) => {
    const { id } = await ticketFor(world, newPhone());
    world.zendesk.close(id);
    return { ticketId: id, says: /closed: open a new one/ };
  },
  "a requester without a number": async (world) => ({
    ticketId: (await ticketFor(world, null)).id,
    says: /nobody to send to.*direct line, with \+/s,
  }),
  "a number without its country's code": async (world) => ({
    ticketId: (await ticketFor(world, "0170 1234567")).id,
    says: /nobody to send to/,
  }),
  "a number that several share": async (world) => {
    const { id, requester_id } = await ticketFor(world, newPhone());
    const user = world.zendesk.users.find((one) => one.id === requester_id);
    Object.assign(user ?? {}, { shared_phone_number: true });
    return { ticketId: id, says: /nobody to send to/ };
  },
  "a customer who was erased": async (world) => {
    await LINES.twilio(world, `whatsapp:${newPhone()}`).writes("My invoice is wrong");
    const { id } = lastTicket(world);
    await world.database.rows(
      "update contacts c set phone = null, bsuid = 'erased:' || c.id, blocked_at = now() from tickets t where t.contact_id = c.id and t.id = $1",
      [String(id)],
    );
    return { ticketId: id, says: /erased/ };
  },
  "a requester who is blocked": async (world) => {
    const phone = newPhone();
    await world.database.rows(
      "insert into contacts (id, phone, blocked_at) values (gen_random_uuid(), $1, now())",
      [phone],
    );
    return { ticketId: (await ticketFor(world, phone)).id, says: /blocked: unblock them/ };
  },
  "a ticket that was given to somebody else": async (world) => {
    await LINES.twilio(world, `whatsapp:${newPhone()}`).writes("My invoice is wrong");
    const { id } = lastTicket(world);
    const { id: other } = await world.deps.zendesk.upsertEndUser({
      name: "Eve",
      phone: null,
      externalId: `eve-${id}`,
    });
    const eve = world.zendesk.users.find((one) => String(one.id) === other);
    if (eve) world.zendesk.changeRequester(id, eve);
    return { ticketId: id, says: /no longer the customer/ };
  },
  "a template that is paused": async (world) => ({
    ticketId: (await ticketFor(world, newPhone())).id,
    template: { status: "paused" },
    says: /is paused, not approved: choose another/,
  }),
  "a template with a picture in its header": async (world) => ({
    ticketId: (await ticketFor(world, newPhone())).id,
    template: { header: "[image]" },
    says: /has a file or a variable in its header/,
  }),
  "a template that is gone": async (world) => ({
    ticketId: (await ticketFor(world, newPhone())).id,
    template: { goneAt: new Date() },
    says: /no longer at its provider/,
  }),
};

shared.for(Object.keys(SCENES))(
  "%s: nothing is sent or stored, and the agent reads why",
  async (name, { shared: world }) => {
    const scene = await SCENES[name]?.(world);
    if (!scene) throw new Error(`no scene ${name}`);
    const template = await knowTemplate(world, "meta", scene.template);
    const before = await rowsOf(world);
    await expect(sendFrom(world, scene.ticketId, { template })).rejects.toThrow(scene.says);
    expect(await rowsOf(world)).toEqual(before);
    expect(
      await world.database.rows(
        "select 1 from tickets where id = $1 and opened_by in (select id from contact_logs where direction = 'outbound')",
        [String(scene.ticketId)],
      ),
    ).toEqual([]);
  },
);

test("what nothing fills is told by path, with the preview of the rest; the fields of the ticket fill what is called like them", async ({
  world,
}) => {
  const body = "{{name}}: {{order_number}}, {{mapped}}, {{field_77}}, {{missing}}";
  const template = await knowTemplate(world, "meta", { body });
  const [, order] = world.zendesk.admin.ticketFields;
  const { env } = world.deps;
  env.templateFields = { mapped: "66" };
  const { id } = await ticketFor(world, newPhone(), {
    custom_fields: [
      { id: order?.id, value: "A-1" },
      { id: 66, value: "by\nsetting" },
      { id: 77, value: "by id" },
    ],
  });
  const ticketId = String(id);
  const shown = await previewTemplate(world.deps, { ticketId, template });
  expect(shown.text).toBe("Ana Lima: A-1, by setting, by id, {{missing}}");
  const problem = { path: "variables.missing", message: "Variable missing is empty" };
  expect(shown.problems).toEqual([problem]);
  await expect(sendFrom(world, id, { template })).rejects.toMatchObject({ problems: [problem] });

  const typed = { missing: "typed", name: "Ms. Lima" };
  const preview = await previewTemplate(world.deps, { ticketId, template, variables: typed });
  expect(preview).toMatchObject({ text: "Ms. Lima: A-1, by setting, by id, typed", problems: [] });
  await expect(sendFrom(world, id, { template, variables: typed, shown: "another" })).rejects.toThrow(
    "look at it again",
  );
  await sendFrom(world, id, { template, variables: typed, shown: preview.text });
  await settled(world);
  expect(world.meta.sent.at(-1)?.payload.template).toMatchObject({
    components: [
      { parameters: expect.arrayContaining([{ type: "text", parameter_name: "missing", text: "typed" }]) },
    ],
  });
});

test("a key is good for one message: another template by it is refused, and so is no key at all", async ({
  world,
}) => {
  const { id } = await ticketFor(world, newPhone());
  const [one, other] = [await knowTemplate(world, "twilio"), await knowTemplate(world, "meta")];
  await sendFrom(world, id, { template: one, key: "k" });
  await expect(sendFrom(world, id, { template: other, key: "k" })).rejects.toThrow(
    "used for another request",
  );
  await expect(sendFrom(world, id, { template: one, key: "two words" })).rejects.toMatchObject({
    problems: [{ path: "key", message: "takes 1 to 200 visible characters" }],
  });
});

test("in a preview, only the allowed numbers are sent to; and what cannot stand on the audit trail is not done", async ({
  world,
}) => {
  const phone = newPhone();
  const { id } = await ticketFor(world, phone);
  const template = await knowTemplate(world, "twilio");
  world.deps.env.allowedNumbers = ["+14155550999"];
  const shown = await previewTemplate(world.deps, { ticketId: String(id), template });
  expect(shown.problems).toEqual([
    { path: "customer", message: expect.stringContaining("PREVIEW_ALLOWED_NUMBERS") },
  ]);
  await expect(sendFrom(world, id, { template })).rejects.toThrow("PREVIEW_ALLOWED_NUMBERS");
  world.deps.env.allowedNumbers = [phone];
  await world.database.rows("alter table audit add constraint none check (false) not valid");
  await expect(sendFrom(world, id, { template })).rejects.toThrow();
  await world.database.rows("alter table audit drop constraint none");
  expect(await rowsOf(world)).toEqual([{ n: "0" }]);
  await sendFrom(world, id, { template });
  await settled(world);
  expect(world.twilio.sent).toHaveLength(1);
});

test("answers wait: the customer is asked to write by hand, once, and the ticket hears of it; else there is nothing to ask for", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  await LINES.twilio(world).writes("My invoice is wrong");
  const ticketId = String(lastTicket(world).id);
  const asked = { ticketId, actor: dana(world), key: "one" };
  await expect(inviteToWrite(world.deps, asked)).rejects.toThrow("No answer waits");
  await hoursPass(world, 25);
  world.zendesk.answer(ticketId, { text: "We look into it" });
  await settled(world);
  // It was asked by itself, and a day later nobody has written.
  const invitations = () =>
    world.twilio.sent.filter(({ form }) => form.ContentSid === world.env.TWILIO_REPLY_CONTENT_SID);
  expect(invitations()).toHaveLength(1);
  await world.database.rows(
    "update tasks set dedupe_key = dedupe_key || ':yesterday' where dedupe_key like 'invitation:%'",
  );
  const both = await Promise.all([inviteToWrite(world.deps, asked), inviteToWrite(world.deps, asked)]);
  await settled(world);
  expect(new Set(both.map(({ messageId }) => messageId)).size).toBe(1);
  expect(both.map(({ isNew }) => isNew).sort()).toEqual([false, true]);
  expect(invitations()).toHaveLength(2);
  expect(notes(world).filter((note) => note.includes("Dana asked the customer to write again"))).toHaveLength(
    1,
  );
  expect(await world.database.rows("select action, subject, actor_id from audit")).toEqual([
    { action: "template.send", subject: `ticket:${ticketId}`, actor_id: dana(world).id },
  ]);
  expect(await world.database.rows("select sent_by from contact_logs where sent_by is not null")).toEqual([
    { sent_by: dana(world).id },
  ]);
});
