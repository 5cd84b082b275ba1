import { expect } from "vitest";
import { wellSetUp } from "../sandbox/twilio/set-up.ts";
import { signTwilio } from "../sandbox/twilio/signature.ts";
import { ask } from "../support/conversations-api.ts";
import { createProviderToSetUp } from "../support/provider-to-set-up.ts";
import { createFolder, personWho, runSetupHere, without } from "../support/setup-command.ts";
import { examine, OUR_SENDER } from "../support/twilio-account.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const KEY = { sid: `SK${"1".repeat(32)}`, secret: "the-secret-of-a-key-for-tests-32" };
const KEY_SETTINGS = { TWILIO_API_KEY_SID: KEY.sid, TWILIO_API_KEY_SECRET: KEY.secret };
const BY_KEY = `Basic ${Buffer.from(`${KEY.sid}:${KEY.secret}`).toString("base64")}`;
const JPEG = { contentType: "image/jpeg", bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0]), filename: "a.jpg" };
const ANA = { From: "whatsapp:+14155550100", ProfileName: "Ana" };

/** A world whose calls to Twilio are made by a standard API key. */
const test = testIn(async () => {
  const world = await createWorld({ env: { ...KEY_SETTINGS, TWILIO_WHATSAPP_NUMBER: OUR_SENDER } });
  world.twilio.setUp = wellSetUp({ ...world.deliver, whatsappNumber: OUR_SENDER });
  world.twilio.apiKeys.push({ ...KEY, type: "Standard" });
  return world;
});

const callsToTwilio = ({ calls }: World) => calls.filter(({ provider }) => provider === "twilio");
/** By what each was let in; a file's own address speaks for itself. */
const shownBy = (world: World) => [
  ...new Set(
    callsToTwilio(world)
      .filter(({ host }) => !host.endsWith(".twiliocdn.com") && host !== "media.us1.twilio.com")
      .map(({ headers }) => headers.authorization),
  ),
];

test("messages, their files and conversations are the API key's calls, never the Auth Token's", async ({
  world,
}) => {
  await world.twilio.receiveMedia({ ...ANA, Body: "My card was charged twice" }, [JPEG]);
  await world.settle();
  const created = await ask(world, {
    uniqueName: "ana-card",
    participants: [{ address: "+14155550100", proxyAddress: world.deliver.phoneNumber }],
  });
  expect(created.status).toBe(201);
  expect(world.twilio.sent).toHaveLength(1);
  expect(world.zendesk.tickets[0]?.comments.flatMap(({ attachments }) => attachments)).toHaveLength(1);
  expect(new Set(callsToTwilio(world).map(({ host }) => host))).toContain("conversations.twilio.com");
  expect(callsToTwilio(world).some(({ path }) => path.includes("/Media/"))).toBe(true);
  expect(shownBy(world)).toEqual([BY_KEY]);
});

test("webhooks are checked by the Auth Token, and what the key's secret signed is refused", async ({
  world,
}) => {
  const url = `${world.env.PUBLIC_BASE_URL}/api/twilio/whatsapp`;
  const { form } = world.twilio.miss({ ...ANA, Body: "My card was charged twice" });
  const signature = signTwilio(KEY.secret, url, form);
  expect((await world.twilio.post("/api/twilio/whatsapp", form, { signature })).status).toBe(403);
  expect(await world.logs("inbound")).toEqual([]);
  expect((await world.twilio.post("/api/twilio/whatsapp", form)).status).toBe(200);
  expect(await world.logs("inbound")).toHaveLength(1);
});

test.for([
  ["TWILIO_API_KEY_SECRET", { TWILIO_API_KEY_SECRET: undefined }, "set TWILIO_API_KEY_SECRET"],
  ["TWILIO_API_KEY_SID", { TWILIO_API_KEY_SID: undefined }, "set TWILIO_API_KEY_SID"],
  ["a well-formed SID", { TWILIO_API_KEY_SID: "SK1" }, "must be SK and 32 hexadecimal digits"],
  ["a whole secret", { TWILIO_API_KEY_SECRET: "cut-off" }, "must be at least 16 characters"],
] as const)("half a key, without %s, is no Twilio: 503, and no call", async ([, env, words], { world }) => {
  const { origin, deps } = await world.anotherInstance({ env });
  world.deliver.targetOrigin = origin;
  const { response } = await world.twilio.receive({ ...ANA, Body: "My card was charged twice" });
  expect([response.status, await response.text()]).toEqual([503, expect.stringContaining(words)]);
  const [finding] = await deps.examine(["twilio"]);
  expect(finding).toMatchObject({ state: "broken", says: expect.stringContaining("TWILIO_API_KEY_S") });
  expect(callsToTwilio(world)).toEqual([]);
});

test("the doctor says who makes the calls, and looks by the key alone", async ({ world }) => {
  const [credentials, account, ...others] = await examine(world);
  expect(credentials).toMatchObject({ state: "ok", says: expect.stringContaining("takes the API key") });
  expect(account).toMatchObject({ state: "off", says: expect.stringContaining("may not see it") });
  expect(others.map(({ state }) => state)).not.toContain("unknown");
  expect(shownBy(world)).toEqual([BY_KEY]);

  Object.assign(world.twilio.apiKeys[0] ?? {}, { type: "Main" });
  expect((await examine(world))[1]).toMatchObject({ state: "ok", says: "It is active." });
  const [byToken] = await examine(world, { TWILIO_API_KEY_SID: undefined, TWILIO_API_KEY_SECRET: undefined });
  expect(byToken).toMatchObject({ state: "ok", says: expect.stringContaining("takes the Auth Token") });
});

test("a key that Twilio refuses is broken, and named with its cure", async ({ world }) => {
  world.twilio.apiKeys.length = 0;
  const [credentials, ...others] = await examine(world);
  expect(credentials).toMatchObject({
    state: "broken",
    says: expect.stringContaining("refuses the API key"),
  });
  expect(credentials?.cure).toContain("TWILIO_API_KEY_SECRET");
  expect(new Set(others.map(({ state }) => state))).toEqual(new Set(["unknown"]));
  expect(JSON.stringify([credentials, others])).not.toContain(KEY.secret);
});

test("set-up asks whoever enters Twilio's credentials for a key as well, and takes no for an answer", async ({
  world,
}) => {
  const variables = without(
    world.env,
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_API_KEY_SID",
    "TWILIO_API_KEY_SECRET",
  );
  const answers = {
    "What does Tickline work with": ["twilio"],
    "TWILIO_ACCOUNT_SID:": world.twilio.accountSid,
    "TWILIO_AUTH_TOKEN:": world.twilio.authToken,
    "TWILIO_API_KEY_SID:": KEY.sid,
    "TWILIO_API_KEY_SECRET:": KEY.secret,
  };
  for (const isWanted of [true, false]) {
    await using folder = await createFolder();
    const person = personWho({ ...answers, "Shall an API key": isWanted, "": false });
    const { said } = await runSetupHere(["--dry-run"], {
      variables,
      folder: folder.path,
      person,
      examinations: createProviderToSetUp({}).examinations,
    });
    expect(said.includes("TWILIO_API_KEY_SID, TWILIO_API_KEY_SECRET")).toBe(isWanted);
    expect(said).not.toContain(KEY.secret);
  }
});
