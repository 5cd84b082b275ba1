import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect } from "vitest";
import { parseSetup } from "../../lib/cli/setup/options.ts";
import type { Variables } from "../../lib/config/settings.ts";
import { examinationsWith } from "../../lib/doctor/examine.ts";
import { inOrder } from "../support/meta-setup.ts";
import { createFolder, runSetupHere } from "../support/setup-command.ts";
import { changes, look, test } from "../support/twilio-account.ts";
import type { World } from "../support/world.ts";

const ASKED = ["--languages", "es,pt"];
const CONFIRMATION = "Template TWILIO_CONTENT_SID";
const REPLY = "Template TWILIO_REPLY_CONTENT_SID";
const META = "Template that asks a customer to write again";

/** `npm run setup -- --yes --write --languages es,pt`, at a provider; all but ourselves is really looked at. */
async function setUp(world: World, only: "twilio" | "meta", variables: Variables = {}) {
  await using folder = await createFolder();
  const { languages } = parseSetup(ASKED);
  const ran = await runSetupHere(["--yes", "--write", "--only", only, ...ASKED], {
    variables: { ...world.env, SESSION_SECRET: "a-session-secret-for-tests-of-32-characters", ...variables },
    folder: folder.path,
    examinations: {
      ...examinationsWith({ packApp: null, languages }),
      tickline: async () => async () => [],
    },
  });
  const written = await readFile(join(folder.path, ".env.local"), "utf8").catch(() => "");
  return { ...ran, written: parseEnv(written) };
}

const named = (world: World) =>
  world.twilio.contents.map(({ friendlyName, language, approval }) => [
    friendlyName,
    language,
    approval?.status,
  ]);

test("the templates of two languages are made at Twilio, submitted and told, and a second run makes none", async ({
  world,
}) => {
  const first = await setUp(world, "twilio");
  expect(named(world).sort()).toEqual([
    ["tickline_confirmation", "en", "received"],
    ["tickline_confirmation_es", "es", "received"],
    ["tickline_confirmation_pt", "pt_BR", "received"],
    ["tickline_reply_later", "en", "received"],
    ["tickline_reply_later_es", "es", "received"],
    ["tickline_reply_later_pt", "pt_BR", "received"],
  ]);
  const sidOf = (name: string) =>
    world.twilio.contents.find(({ friendlyName }) => friendlyName === name)?.sid;
  const { TWILIO_CONTENT_SID, TWILIO_REPLY_CONTENT_SID } = first.written;
  expect(JSON.parse(TWILIO_CONTENT_SID ?? "")).toEqual({
    en: sidOf("tickline_confirmation"),
    es: sidOf("tickline_confirmation_es"),
    pt: sidOf("tickline_confirmation_pt"),
  });
  expect(first.said).toContain(`\nTWILIO_REPLY_CONTENT_SID='${TWILIO_REPLY_CONTENT_SID}'\n`);
  expect(first.said).toContain(`${REPLY}, pt: WhatsApp has not decided on it yet.`);

  world.calls.length = 0;
  const second = await setUp(world, "twilio", first.written);
  expect(changes(world)).toEqual([]);
  expect(second.said).toContain("Nothing was to be done.");
  expect(second.written).toEqual({});
  // And without what the first one told, what exists is found.
  expect((await setUp(world, "twilio")).written).toEqual(first.written);
  expect(changes(world)).toEqual([]);

  const [spanish] = world.twilio.contents.filter(
    ({ friendlyName }) => friendlyName === "tickline_reply_later_es",
  );
  Object.assign(spanish ?? {}, { approval: { status: "approved", category: "UTILITY" } });
  expect((await look(world, `${REPLY}, es`, first.written)).state).toBe("ok");
  expect((await look(world, `${REPLY}, pt`, first.written)).state).toBe("warning");
});

test("a template that stands for all becomes that of its language, and stays", async ({ world }) => {
  const theirs = {
    sid: `HX${"e".repeat(32)}`,
    language: "es",
    types: { "twilio/text": { body: "Hola, {{1}} es su caso {{2}}." } },
    approval: { status: "approved", category: "UTILITY" },
  };
  world.twilio.contents.push(theirs);
  const { written } = await setUp(world, "twilio", { TWILIO_CONTENT_SID: theirs.sid });
  const names = world.twilio.contents.map(({ friendlyName }) => friendlyName);
  expect(names).not.toContain("tickline_confirmation_es");
  expect(JSON.parse(written.TWILIO_CONTENT_SID ?? "")).toEqual({
    es: theirs.sid,
    pt: world.twilio.contents.find(({ friendlyName }) => friendlyName === "tickline_confirmation_pt")?.sid,
  });
});

test("where nobody's language is DEFAULT_LANGUAGE's, the doctor says who is asked in what", async ({
  world,
}) => {
  const [one, other] = ["1", "2"].map((digit) => `HX${digit.repeat(32)}`);
  const setting = JSON.stringify({ es: one, de: other });
  const env = { TWILIO_CONTENT_SID: setting, TWILIO_REPLY_CONTENT_SID: setting };
  expect(await look(world, `${REPLY} for others`, env)).toMatchObject({
    state: "warning",
    expected: "one in en, as DEFAULT_LANGUAGE says",
    cure: expect.stringContaining("--languages en"),
  });
  expect(await look(world, `${CONFIRMATION}, de`, env)).toMatchObject({
    says: expect.stringContaining(`The account has no Content ${other}`),
  });
});

test("at Meta, one template is made in each language, under one name, once", async ({ world }) => {
  Object.assign(inOrder(world), { account: { ...inOrder(world).account, templates: [] } });
  const templates = () => world.meta.setup.account.templates;
  const first = await setUp(world, "meta");
  expect(templates().map(({ name, language }) => [name, language])).toEqual([
    ["reply_later", "en"],
    ["reply_later", "es"],
    ["reply_later", "pt_BR"],
  ]);
  expect(JSON.parse(first.written.WHATSAPP_REPLY_TEMPLATE ?? "")).toEqual({
    en: "reply_later:en",
    es: "reply_later:es",
    pt: "reply_later:pt_BR",
  });
  expect(first.said).toContain(`${META}, pt: Meta has not approved reply_later, pt_BR yet.`);
  expect((await setUp(world, "meta", first.written)).said).toContain("Nothing was to be done.");
  const more = await setUp(world, "meta", { WHATSAPP_REPLY_TEMPLATE: "reply_later:en" });
  expect(more.written).toEqual(first.written);
  expect(templates()).toHaveLength(3);
});

test("a language that is none is wrong usage", () => {
  expect(parseSetup(["--languages", "pt, es,pt"]).languages).toEqual(["pt", "es"]);
  expect(() => parseSetup(["--languages", "fi"])).toThrow(/--languages takes en, es, pt/);
});
