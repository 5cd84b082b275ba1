import { expect, onTestFinished, vi } from "vitest";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import type { Language } from "../../lib/domain/replies/languages.ts";
import { repliesOf } from "../../lib/domain/wording/replies.ts";
import { createUpstreamFetch, type UpstreamFetch } from "../../lib/http/upstream.ts";
import { createWorld, test, type World } from "../support/world.ts";

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

/** For what an instance remembers. */
function anHourPasses() {
  const now = Date.now;
  const clock = vi.spyOn(Date, "now").mockImplementation(() => now() + 3_600_000);
  onTestFinished(() => clock.mockRestore());
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

test("a locale that the account has not is never written; one that Zendesk does not take now is written an hour later", async ({
  world,
}) => {
  await write(world, "Je n'arrive pas à me connecter à mon compte");
  expect(userOf(world).locale).toBe("en-US");
  world.fail(
    "zendesk",
    { status: 503 },
    { times: 1, when: ({ method, path }) => method === "PUT" && path.includes("/users/") },
  );
  await write(world, "LANGUAGE es", SPANISH, "sigo esperando respuesta de ustedes");
  expect(userOf(world).locale).toBe("en-US");
  expect(await contact(world)).toMatchObject({ zendesk_locale: null });
  anHourPasses();
  await write(world, "por favor, necesito una respuesta hoy");
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

/** A world in which such calls to Zendesk hang until they are let go, and then arrive. */
async function hanging(isAsked: (call: string) => boolean) {
  const hung: string[] = [];
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const fetchUpstream: UpstreamFetch = async (upstream, url, init) => {
    const call = `${init?.method} ${url}`;
    if (isAsked(call)) {
      hung.push(call);
      await gone;
    }
    return createUpstreamFetch({ upstreamOrigin: world.env.UPSTREAM_ORIGIN })(upstream, url, init);
  };
  const world = await createWorld({ deps: { fetchUpstream } });
  onTestFinished(world.close);
  const comments = () => world.zendesk.ticket(world.zendesk.tickets.at(-1)?.id ?? 0).comments;
  return { world, hung, letGo, comments };
}

test("a Zendesk that hangs when asked for its languages holds up one confirmation, for a second", async () => {
  const { world, hung, letGo, comments } = await hanging((call) => call.includes("/locales"));
  await known(world, "de");
  await write(world, SPANISH, "sigo esperando respuesta de ustedes");
  expect(world.twilio.sent.map(({ body }) => body)).toEqual([confirmed("es", world, SPANISH)]);
  expect(comments()).toHaveLength(2);
  expect(hung).toHaveLength(1);
  // What comes late is known from the next message on.
  letGo();
  await vi.waitFor(async () => expect(await world.deps.locales()).not.toBeNull());
  await write(world, "por favor, necesito una respuesta hoy");
  expect(await contact(world)).toMatchObject({ language: "de", language_source: "zendesk" });
});

test.for(["GET", "PUT"])(
  "a Zendesk that hangs at %s of a user holds up one message, for a second; what comes late undoes nothing",
  async (method) => {
    const isOfUser = (call: string) => call.startsWith(method) && /\/users\/\d+/.test(call);
    const { world, hung, letGo, comments } = await hanging(isOfUser);
    await write(world, SPANISH, "sigo esperando respuesta de ustedes", "Não consigo entrar na minha conta");
    expect(comments()).toHaveLength(3);
    expect(hung).toHaveLength(1);
    letGo();
    await vi.waitFor(() => expect(asked(world)).toContain(`${method} /api/v2/users/id`));
    await vi.waitFor(() => expect(userOf(world).locale).toBe(method === "PUT" ? "es" : "en-US"));
    // Our own word, come late, is no agent's.
    anHourPasses();
    await write(world, "Ainda estou esperando uma resposta de vocês");
    expect(userOf(world).locale).toBe("pt-BR");
    const choice = { language: "pt", language_source: "written", zendesk_locale: "pt-BR" };
    expect(await contact(world)).toEqual(choice);
  },
);
