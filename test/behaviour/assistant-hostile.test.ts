import { expect } from "vitest";
import { appEcho } from "../sandbox/meta/others.ts";
import { answered, patient, test, turns } from "../support/assistant.ts";
import { callContacts } from "../support/contacts.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { everythingWeKeep } from "../support/traces.ts";
import type { World } from "../support/world.ts";

const dead = async (world: World) =>
  (await world.tasks())
    .filter(({ dead_at, done_at }) => dead_at !== null || done_at === null)
    .map(({ kind, last_error }) => [kind, last_error]);
const echo = (world: World, body: string) =>
  world.meta.post(
    world.meta.envelope(
      { message_echoes: [appEcho("14155550123", { text: { body } }, { id: `wamid.${body.length}` })] },
      "smb_message_echoes",
    ),
  );

test("staff who answer in the WhatsApp Business app before the assistant have the last word", async ({
  world,
}) => {
  world.model.says.push({ text: "We do not know." });
  const customer = CUSTOMERS["Meta's WhatsApp"](world, "+14155550123");
  await customer.writes("Where is my parcel?");
  await echo(world, "Kim here: it is on the van to you");
  await answered(world);
  expect(customer.heard().join()).not.toContain("We do not know.");
});

test("three customers whose words the model's server refuses (HTTP 400) do not switch it off for everybody", async ({
  world,
}) => {
  world.fail("model", { status: 400 }, { times: 3 });
  for (const n of [1, 2, 3]) await patient(world, "WhatsApp", `+1415555010${n}`).writes("Something filtered");
  world.model.says.push({ text: "On its way." });
  await patient(world, "WhatsApp", "+14155550109").writes("Where is my parcel?");
  expect((await turns(world)).map(({ why }) => why)).toEqual(["refused", "refused", "refused", null]);
});

test("NUL, half characters and 65,000 characters are answered or filed", async ({ world }) => {
  for (const [n, text] of [
    "a\u0000b \ud83d where is it",
    `${"x ".repeat(32_500)}`,
    "\u202e\ufeff\u200b",
    "\ud800\ud800\ud800",
  ].entries()) {
    world.model.says.push({ text: `Hm ${n}\u0000\ud83d` });
    await patient(world, "Meta's WhatsApp", `+1415555020${n}`).writes(text);
    await patient(world, "SMS", `+1415555030${n}`).writes(text);
  }
  expect(await dead(world)).toEqual([]);
  for (const row of await world.database.rows<{ id: string; ok: boolean }>(
    "select l.id, l.ticket_id is not null or u.outcome = 'answered' or l.command is not null as ok from contact_logs l left join assistant_turns u on u.id = l.assistant_turn_id where l.direction = 'inbound'",
  ))
    expect(row.ok).toBe(true);
});

test("hostile words of the model's in every place are stored", async ({ world }) => {
  const raw = (usage: unknown, content: unknown, tool_calls?: unknown) => ({
    raw: {
      id: "x",
      object: "chat.completion",
      created: 1,
      model: "m",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content, ...(tool_calls ? { tool_calls } : {}) },
          finish_reason: tool_calls ? "tool_calls" : "stop",
        },
      ],
      usage,
    },
  });
  const call = (name: string, args: unknown) => [
    { id: "c1", type: "function", function: { name, arguments: JSON.stringify(args) } },
  ];
  const cases = [
    [raw({ prompt_tokens: 1e308, completion_tokens: 1e308 }, "Fine one.")],
    [raw({ prompt_tokens: "9999999999999999", completion_tokens: -5 }, "Fine two.")],
    [raw({ prompt_tokens: 1.5, completion_tokens: null }, "Fine three.")],
    [
      raw(
        [],
        null,
        call("open_ticket", { subject: "\u0000\ud83d".repeat(100), summary: "\u0000".repeat(3000) }),
      ),
      raw({}, "Fine four."),
    ],
    [
      raw(
        {},
        null,
        call("search_knowledge", { query: "\u0000 ' & | ! :* <-> ( \\ %", language: "\u0000../../en" }),
      ),
      raw({}, "Fine five."),
    ],
    [raw({}, null, call("ticket_status", { ticket_id: "1'; drop table tickets; --" })), raw({}, "Fine six.")],
    [raw({}, null, call("ticket_status", { ticket_id: { a: 1 } })), raw({}, "Fine seven.")],
    [raw({}, null, call("hand_over", { summary: "\ud800".repeat(4000) }))],
    [
      raw(
        {},
        null,
        Array.from({ length: 200 }, (_, i) => ({
          id: `c${i}`,
          type: "function",
          function: { name: "search_knowledge", arguments: '{"query":"password"}' },
        })),
      ),
      raw({}, "Fine eight."),
    ],
    [raw({}, null, call("__proto__", {})), raw({}, "Fine nine.")],
    [raw({}, null, call("constructor", {})), raw({}, "Fine ten.")],
    [raw({}, [{ type: "text", text: "parts" }])],
    [raw({}, { a: 1 })],
    [raw({}, "<think>secret</think>Fine eleven.")],
    [{ raw: Buffer.alloc(6_000_000, 32) }],
    [{ raw: Buffer.from("[".repeat(200_000)) }],
  ];
  for (const [n, says] of cases.entries()) {
    world.model.says.length = 0;
    await world.database.rows(
      "update assistant_turns set rest_until = null, created_at = created_at - interval '2 months'",
    );
    world.model.says.push(...(says as never[]));
    await patient(world, "WhatsApp", `+141555504${String(n).padStart(2, "0")}`).writes("Where is my parcel?");
  }
  expect(await dead(world)).toEqual([]);
  expect((await turns(world)).filter(({ outcome }) => outcome === "asked")).toEqual([]);
  expect((await turns(world)).length).toBe(cases.length);
});

test("typing that hangs at the provider is in nobody's way", async ({ world }) => {
  world.fail("twilio", "hang", { when: ({ path }) => path.includes("Typing") });
  world.model.says.push({ text: "Fine." });
  await patient(world).writes("My parcel is late");
  expect(world.twilio.sent.map(({ body }) => body)).toEqual(["Fine."]);
});

test("erased after a hand-over with summary, transcript and note: nothing stays", async ({ world }) => {
  for (const [n, when] of ["before the note", "after"].entries()) {
    const phone = `+1415555060${n}`;
    if (n === 0) world.fail("zendesk", { status: 503 });
    world.model.says.push({ text: "Since when, Zqana?" });
    await patient(world, "WhatsApp", phone).writes("Zqana here, my parcel is late");
    world.model.says.push(
      { tool: "hand_over", input: { summary: `Zqana of ${phone} is cross` } },
      { text: "x" },
    );
    await patient(world, "WhatsApp", phone).writes("Zqana wants it now, really");
    expect((await callContacts(world, "DELETE", { phone })).status, when).toBeLessThan(300);
    world.heal();
    await world.later(400);
    await world.later(4000);
  }
  expect(
    (await everythingWeKeep(world))
      .filter((row) => /zqana|1415555060/i.test(row))
      .map((row) => row.slice(0, 300)),
  ).toEqual([]);
  expect(
    world.logged.filter(
      (line) =>
        / body$/.test(String(line.message)) === false && /zqana|415555060/i.test(JSON.stringify(line)),
    ),
  ).toEqual([]);
});
