import { expect } from "vitest";
import { listTemplates } from "../../lib/templates/list-templates.ts";
import { aDayPasses, cronCalls, putContent, putMetaTemplate } from "../support/templates.ts";
import { test } from "../support/world.ts";

test("once a day each provider is asked for all its templates, page by page", async ({ world }) => {
  for (let n = 0; n < 150; n += 1) {
    putContent(world, `content_${n}`, { "twilio/text": { body: `Number ${n}, {{1}}` } });
    putMetaTemplate(world, `template_${n}`);
  }
  await cronCalls(world);
  expect(await listTemplates(world.deps.db, { provider: "twilio" })).toHaveLength(150);
  expect(await listTemplates(world.deps.db, { provider: "meta", usable: true })).toHaveLength(150);
  expect(world.callsTo("GET", "/v1/ContentAndApprovals")).toHaveLength(2);
  expect(world.callsTo("GET", "/message_templates")).toHaveLength(2);
  await cronCalls(world);
  expect(world.callsTo("GET", "/v1/ContentAndApprovals")).toHaveLength(2);

  world.twilio.contents.splice(0, 1);
  world.meta.setup.account.templates.splice(0, 1);
  await aDayPasses(world);
  await cronCalls(world);
  const gone = await listTemplates(world.deps.db, { status: "gone" });
  expect(gone.map(({ name }) => name)).toEqual(["content_0", "template_0"]);
});

test("what is known of Meta's templates: header, footer, buttons, parameters by name, quality, why rejected", async ({
  world,
}) => {
  putMetaTemplate(world, "order_late", {
    language: "pt_BR",
    category: "MARKETING",
    quality_score: { score: "YELLOW" },
    components: [
      { type: "HEADER", format: "TEXT", text: "Order {{order_id}}" },
      { type: "BODY", text: "Hello {{customer_name}}, order {{order_id}} is late." },
      { type: "FOOTER", text: "The Succulent Specialists" },
      {
        type: "BUTTONS",
        buttons: [
          { type: "QUICK_REPLY", text: "Stop" },
          { type: "URL", text: "Track it", url: "https://shop.example/{{1}}" },
        ],
      },
    ],
  });
  putMetaTemplate(world, "with_photo", {
    status: "REJECTED",
    rejected_reason: "INVALID_FORMAT",
    components: [
      { type: "HEADER", format: "IMAGE" },
      { type: "BODY", text: "Look" },
    ],
  });
  await cronCalls(world);
  expect(await listTemplates(world.deps.db)).toMatchObject([
    {
      ...{
        provider: "meta",
        name: "order_late",
        language: "pt_BR",
        category: "MARKETING",
        status: "approved",
      },
      ...{ quality: "YELLOW", rejectedBecause: null, header: "Order {{order_id}}" },
      footer: "The Succulent Specialists",
      body: "Hello {{customer_name}}, order {{order_id}} is late.",
      buttons: ["Stop", "Track it (https://shop.example/{{1}})"],
      variables: ["order_id", "customer_name", "1"],
    },
    {
      name: "with_photo",
      status: "rejected",
      rejectedBecause: "INVALID_FORMAT",
      header: "[image]",
      variables: [],
    },
  ]);
});

test("what is known of Twilio's Contents of each type", async ({ world }) => {
  const url = { type: "URL", title: "Track it", url: "https://shop.example/{{3}}" };
  const reply = { type: "QUICK_REPLY", title: "Yes", id: "yes" };
  const types: Record<string, Record<string, unknown>> = {
    "twilio/text": { body: "Hello {{1}}" },
    "twilio/media": { body: "Your bill, {{1}}", media: ["https://files.example/{{2}}"] },
    "twilio/quick-reply": { body: "May we call?", actions: [reply] },
    "twilio/call-to-action": { body: "Order {{1}}", actions: [url] },
    "twilio/card": {
      title: "Hello {{1}}",
      subtitle: "To unsubscribe, reply Stop",
      media: [],
      actions: [reply],
    },
    "twilio/list-picker": {
      body: "When?",
      button: "Choose",
      items: [{ item: "{{1}}", id: "a", description: "in the morning" }],
    },
    "whatsapp/card": {
      header_text: "Order {{2}}",
      body: "It is {{1}}",
      footer: "Bye",
      actions: [url, reply],
    },
    "whatsapp/authentication": { actions: [{ type: "COPY_CODE", copy_code_text: "Copy code" }] },
  };
  for (const [type, content] of Object.entries(types))
    putContent(world, type.replace("/", "_"), { [type]: content });
  await cronCalls(world);
  const known = await listTemplates(world.deps.db);
  const shown = known.map(({ name, header, body, footer, buttons, variables }) =>
    [name, header, body, footer, buttons.join(" | "), variables.join(",")].join("; "),
  );
  expect(shown).toEqual([
    "twilio_call-to-action; ; Order {{1}}; ; Track it (https://shop.example/{{3}}); 1,3",
    "twilio_card; ; Hello {{1}}; To unsubscribe, reply Stop; Yes; 1",
    "twilio_list-picker; ; When?; ; Choose | {{1}}: in the morning; 1",
    "twilio_media; [file] https://files.example/{{2}}; Your bill, {{1}}; ; ; 2,1",
    "twilio_quick-reply; ; May we call?; ; Yes; ",
    "twilio_text; ; Hello {{1}}; ; ; 1",
    "whatsapp_authentication; ; {{1}} is your verification code.; ; Copy code; 1",
    "whatsapp_card; Order {{2}}; It is {{1}}; Bye; Track it (https://shop.example/{{3}}) | Yes; 2,1,3",
  ]);
});

test("of a Content's types the one that WhatsApp was asked about is shown, and what it said of it", async ({
  world,
}) => {
  const approval = { status: "rejected", category: "MARKETING", rejection_reason: "It says nothing." };
  const types = {
    "twilio/quick-reply": { body: "Shall we?", actions: [] },
    "twilio/text": { body: "Shall we?!" },
  };
  putContent(world, "asked", types, { approval, language: "es" });
  putContent(world, "never asked", { "twilio/text": { body: "Hi" } }, { approval: undefined });
  await cronCalls(world);
  expect(await listTemplates(world.deps.db)).toMatchObject([
    {
      ...{ name: "asked", language: "es", body: "Shall we?", category: "MARKETING", status: "rejected" },
      rejectedBecause: "It says nothing.",
    },
    { name: "never asked", category: null, status: "unsubmitted" },
  ]);
});

test("a provider that fails keeps neither the other's templates nor a message from anybody", async ({
  world,
}) => {
  putContent(world, "order_late", { "twilio/text": { body: "Hello {{1}}" } });
  putMetaTemplate(world, "of_meta");
  await cronCalls(world);
  await aDayPasses(world);
  world.meta.setup.token.scopes = ["whatsapp_business_messaging"];
  world.fail("twilio", { status: 429 }, { when: ({ path }) => path.includes("ContentAndApprovals") });
  await cronCalls(world);
  expect(await listTemplates(world.deps.db, { usable: true })).toHaveLength(2);
  expect(await world.database.rows("select 1 from upstream_pauses where paused_until > now()")).toEqual([]);
  const tasks = await world.tasks("sync-templates");
  expect(tasks.map(({ dead_at, done_at, payload }) => [payload.provider, done_at !== null, dead_at])).toEqual(
    [
      ["twilio", false, null],
      ["meta", true, null],
    ],
  );
  expect(tasks[1]?.payload.why).toContain("Meta does not tell us its templates");

  await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "My invoice is wrong" });
  await world.settle();
  expect(world.twilio.sent).toHaveLength(1);
});

test("only what can be filled from here is offered to be sent", async ({ world }) => {
  const body = { type: "BODY", text: "Hello {{name}}" };
  const odd: [string, Record<string, unknown>][] = [
    ["fine", { type: "FOOTER", text: "Bye" }],
    ["with_photo", { type: "HEADER", format: "IMAGE" }],
    ["with_variable_header", { type: "HEADER", format: "TEXT", text: "Order {{1}}" }],
    [
      "with_link",
      { type: "BUTTONS", buttons: [{ type: "URL", text: "Go", url: "https://a.example/{{1}}" }] },
    ],
    ["with_code", { type: "BUTTONS", buttons: [{ type: "COPY_CODE", text: "Copy", example: "25OFF" }] }],
    ["with_cards", { type: "CAROUSEL", cards: [] }],
  ];
  for (const [name, component] of odd) putMetaTemplate(world, name, { components: [component, body] });
  putContent(world, "of_twilio", { "twilio/media": { body: "Hi", media: ["https://a.example/{{1}}"] } });
  await cronCalls(world);
  const names = async (usable: boolean) =>
    (await listTemplates(world.deps.db, { usable })).map(({ name }) => name);
  expect(await names(false)).toHaveLength(7);
  expect(await names(true)).toEqual(["fine", "of_twilio"]);
});

test("whatever a provider answers, the other templates are kept and nothing dies of it", async ({
  world,
}) => {
  const odd = [null, "text", 7, [], {}, { body: 7, actions: "none", cards: [null], items: 3, media: {} }];
  for (const [n, content] of odd.entries()) {
    // An answer that no type allows.
    const types = { "twilio/card": content, [`odd/${n}`]: content } as never;
    putContent(world, `odd_${n}`, types, { approval: { status: 3, category: null } as never });
    putMetaTemplate(world, `odd_${n}`, { components: [content] as never, category: 5 as never });
  }
  putMetaTemplate(world, "no_list", { components: "none" as never, status: null as never });
  putContent(world, "n".repeat(9_000), { "twilio/text": { body: "a\u0000b {{1}} {{" } });
  await cronCalls(world);
  expect((await world.tasks("sync-templates")).every(({ done_at }) => done_at !== null)).toBe(true);
  expect(await listTemplates(world.deps.db)).toHaveLength(14);
});
