import { expect } from "vitest";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import type { Language } from "../../lib/domain/replies/languages.ts";
import { repliesOf } from "../../lib/domain/wording/replies.ts";
import { test, type World } from "../support/world.ts";

const PHONE = "+14155550100";
const ana = { From: `whatsapp:${PHONE}`, ProfileName: "Ana" };
const SPANISH = "No puedo entrar en mi cuenta";

const confirmed = (language: Language, world: World, text: string) =>
  repliesOf(CATALOGUES[language].sentences, language).ticketCreated(
    String(world.zendesk.tickets.at(-1)?.id),
    text,
  );
const userOf = (world: World) =>
  world.zendesk.users.find(({ external_id }) => external_id === PHONE) ?? expect.unreachable();
const contact = async (world: World) =>
  (await world.database.rows("select language, language_source, zendesk_locale from contacts"))[0];
/** What we asked Zendesk about languages. */
const asked = (world: World) =>
  world.calls
    .filter(
      ({ method, path }) => /\/locales|\/users\/\d+$/.test(path.replace(".json", "")) || method === "PUT",
    )
    .map(({ method, path }) => `${method} ${path.replace(/\d{5,}/, "id").replace(".json", "")}`);

async function write(world: World, ...texts: string[]) {
  for (const Body of texts) {
    await world.twilio.receive({ ...ana, Body });
    await world.settle();
  }
}

/** Ana's user, whom agents made, or changed, before she wrote. */
async function known(world: World, locale: string) {
  await world.deps.zendesk.upsertEndUser({ name: "Ana", phone: PHONE, externalId: PHONE });
  userOf(world).locale = locale;
}

test("a first message in Spanish is confirmed in Spanish, and Zendesk's user speaks it from then on, asked for once", async ({
  world,
}) => {
  await write(world, SPANISH);
  expect(world.twilio.sent.map(({ body }) => body)).toEqual([confirmed("es", world, SPANISH)]);
  expect(userOf(world).locale).toBe("es");
  const asking = ["GET /api/v2/locales", "GET /api/v2/users/id", "PUT /api/v2/users/id"];
  expect(asked(world)).toEqual(asking);
  await write(world, "Y además me cobraron dos veces la tarjeta");
  expect(asked(world)).toHaveLength(4); // The comment's own update of the ticket.
  // What she chooses later, ours follows, back to the account's own as well.
  await write(world, "LANGUAGE portugués", "sigo esperando respuesta de ustedes");
  expect(userOf(world).locale).toBe("pt-BR");
  await write(world, "LANGUAGE English", "and I am still waiting for a reply");
  expect(userOf(world).locale).toBe("en-US");
  expect(await contact(world)).toEqual({
    language: "en",
    language_source: "chosen",
    zendesk_locale: "en-US",
  });
});

test("an English customer of an English account is asked of nobody", async ({ world }) => {
  await write(world, "My card was charged twice", "and I am still waiting for a reply");
  expect(asked(world)).toEqual([expect.stringMatching(/^PUT .*tickets/)]);
  expect(await contact(world)).toEqual({ language: null, language_source: null, zendesk_locale: null });
});

test("a locale that agents set outweighs what is written, a choice both, and nobody writes over it", async ({
  world,
}) => {
  await known(world, "de");
  await write(world, SPANISH);
  expect(world.twilio.sent.map(({ body }) => body)).toEqual([confirmed("de", world, SPANISH)]);
  await write(world, "sigo esperando respuesta de ustedes");
  expect(await contact(world)).toEqual({ language: "de", language_source: "zendesk", zendesk_locale: null });
  await write(world, "LANGUAGE pt", "My card was charged twice", SPANISH);
  expect(await contact(world)).toEqual({ language: "pt", language_source: "chosen", zendesk_locale: null });
  expect(userOf(world).locale).toBe("de");
  expect(asked(world).filter((call) => call.startsWith("GET /api/v2/users/id"))).toHaveLength(1);
});

test("an agent who sets a locale later is heard, when we would write one", async ({ world }) => {
  await write(world, "My card was charged twice");
  userOf(world).locale = "de";
  await write(world, SPANISH);
  expect(userOf(world).locale).toBe("de");
  expect(await contact(world)).toEqual({ language: "de", language_source: "zendesk", zendesk_locale: null });
});

test.for([403, 404, 503])(
  "where Zendesk answers %i for its languages, nothing is told of them, and nothing waits",
  async (status, { world }) => {
    world.fail("zendesk", { status }, { when: ({ path }) => path.includes("/locales") });
    await known(world, "de");
    await write(world, SPANISH);
    expect(world.twilio.sent.map(({ body }) => body)).toEqual([confirmed("es", world, SPANISH)]);
    expect(await contact(world)).toEqual({
      language: "es",
      language_source: "written",
      zendesk_locale: null,
    });
    expect(await world.tasks("file-message")).toEqual([
      expect.objectContaining({ attempts: 1, dead_at: null }),
    ]);
  },
);

test("a locale that the account has not is never written; one that Zendesk does not take now is written with the next message", async ({
  world,
}) => {
  await write(world, "Je n'arrive pas à me connecter à mon compte");
  expect(userOf(world).locale).toBe("en-US");
  world.fail(
    "zendesk",
    { status: 503 },
    { times: 1, when: ({ method, path }) => method === "PUT" && path.includes("/users/") },
  );
  await write(world, "LANGUAGE es", SPANISH);
  expect(userOf(world).locale).toBe("en-US");
  await write(world, "sigo esperando respuesta de ustedes");
  expect(userOf(world).locale).toBe("es");
});

test("of two languages at once, the one that was written last stands", async ({ world }) => {
  const second = await world.anotherInstance();
  await world.twilio.receive({ ...ana, Body: "Não consigo entrar na minha conta" });
  await world.twilio.receive({ ...ana, Body: SPANISH });
  await Promise.all([world.deps.drain(), second.deps.drain()]);
  await world.settle();
  expect(await contact(world)).toMatchObject({ language: "es", language_source: "written" });
});
