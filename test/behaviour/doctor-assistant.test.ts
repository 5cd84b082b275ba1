import { describe, expect, vi } from "vitest";
import { tokensThisMonth } from "../../lib/db/assistant/tokens.ts";
import { connect } from "../../lib/db/client.ts";
import { newId } from "../../lib/db/new-id.ts";
import { ASSISTANT_ENV, BUSINESS, createAssisted, test } from "../support/assistant.ts";
import { about, oursOf, statesOf } from "../support/examined.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const WHAT = "Assistant";
const TOKENS = "Assistant's tokens";
const TEXTS = "Assistant's texts";
const OFF = Object.fromEntries(Object.keys(ASSISTANT_ENV).map((name) => [name, undefined]));

/** A turn that took these tokens, so many hours after the month began, UTC. */
const took = (world: World, tokens: number, hours: number) =>
  world.database.rows(
    `insert into assistant_turns (id, answers, outcome, input_tokens, output_tokens, created_at) values ($1, $1, 'answered', $2, 1,
      (date_trunc('month', now() at time zone 'utc') + make_interval(hours => $3)) at time zone 'utc')`,
    [newId(), tokens - 1, hours],
  );

test("an assistant that is well is found so, and its model is asked nothing", async ({ world }) => {
  await took(world, 4_000, 0);
  await took(world, 5_000, -1);
  const findings = await oursOf(world);
  expect(statesOf(findings)).toMatchObject({ [WHAT]: "ok", [TOKENS]: "ok", Settings: "ok" });
  expect(about(findings, WHAT).says).toBe(
    "The server of scripted answers, with our key. No question was asked.",
  );
  expect(about(await oursOf(world, { ASSISTANT_API_KEY: undefined }), WHAT).says).toBe(
    "The server of scripted answers. No question was asked.",
  );
  expect(about(findings, TOKENS).says).toBe("4000 of this month's 5000000 tokens are used.");
  expect(statesOf(findings)).not.toHaveProperty([TEXTS]);
  expect(world.model.asked).toEqual([]);
});

test("without a model nothing is said of it, and nothing asked", async ({ world }) => {
  const { deps, close } = await world.anotherInstance({ env: OFF });
  const query = vi.spyOn(deps.db, "query");
  const model = vi.spyOn(deps, "model");
  const findings = await deps.examine(["tickline"]);
  expect(findings.filter(({ what }) => what.startsWith(WHAT))).toEqual([]);
  expect(JSON.stringify(query.mock.calls)).not.toContain("assistant_turns");
  expect(model).not.toHaveBeenCalled();
  await close();
});

describe("what is begun and not ended", () => {
  test.for([
    [{ ASSISTANT_BASE_URL: undefined }, "AI_GATEWAY_API_KEY or ASSISTANT_BASE_URL", "missing"],
    [{ ASSISTANT_MODEL: undefined }, "ASSISTANT_MODEL", "missing"],
    [{ ...OFF, AI_GATEWAY_API_KEY: "vck_0123456789abcdef" }, "ASSISTANT_MODEL", "missing"],
    [{ ASSISTANT_MODEL: "two words" }, "ASSISTANT_MODEL", "malformed"],
    [{ ASSISTANT_BASE_URL: "http://models.example.com/v1" }, "ASSISTANT_BASE_URL", "malformed"],
  ] as const)("is warned of, with what it lacks: %j", async ([env, lacks, is], { world }) => {
    const finding = about(await oursOf(world, env), WHAT);
    expect(finding).toMatchObject({
      state: "warning",
      says: `It is off: ${lacks} is ${is}. What customers write becomes tickets, as without it.`,
      cure: expect.stringContaining(`${is === "missing" ? "Set" : "Correct"} ${lacks}; or remove`),
    });
    expect(JSON.stringify(finding)).not.toMatch(/vck_|two words|models\.example/);
  });
});

describe("the model", () => {
  test.for([
    [{ status: 401 }, "it refused the key (HTTP 401)"],
    [{ status: 503 }, "it failed (HTTP 503)"],
    ["drop-before", "it cannot be reached (UND_ERR_SOCKET)"],
    ["html", "it answered in something that is no JSON"],
    ["hang", "it did not answer within 3 s"],
  ] as const)("that answers with %j is warned of", async ([fault, wrong], { world }) => {
    world.fail("model", fault);
    expect(about(await oursOf(world), WHAT)).toMatchObject({
      state: "warning",
      actual: wrong,
      cure: expect.stringContaining("ASSISTANT_BASE_URL and ASSISTANT_API_KEY"),
    });
  });

  test("that its server does not have is named", async ({ world }) => {
    const finding = about(await oursOf(world, { ASSISTANT_MODEL: "another" }), WHAT);
    expect(finding).toMatchObject({ state: "warning", actual: "it does not list the model another" });
  });
});

test("a month's tokens that are used up are warned of", async ({ world }) => {
  await took(world, 600, 1);
  await took(world, 400, 2);
  const findings = await oursOf(world, { ASSISTANT_MONTHLY_TOKENS: "1000" });
  expect(about(findings, TOKENS)).toMatchObject({
    state: "warning",
    says: expect.stringContaining("1000 of this month's 1000 tokens are used"),
    cure: expect.stringContaining("ASSISTANT_MONTHLY_TOKENS"),
  });
});

test("a month begins where UTC's does, whatever the database's time zone", async ({ world }) => {
  await took(world, 70, 0);
  await took(world, 7, -1);
  for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
    const url = `${world.database.url}?options=${encodeURIComponent(`-c timezone=${zone}`)}`;
    const db = connect({ driver: "pg", url });
    expect(await tokensThisMonth(db)).toBe(70);
    await db.close();
  }
});

describe("what the business wrote", () => {
  const unwritten = testIn(() =>
    createAssisted(
      {},
      { business: { ...BUSINESS, instructions: null, problems: ["a.md is empty: fill it."] } },
    ),
  );

  unwritten("without instructions the assistant is off, and its model is left alone", async ({ world }) => {
    const findings = await oursOf(world);
    expect(about(findings, WHAT)).toMatchObject({
      state: "warning",
      says: expect.stringContaining("It is off: it has no instructions."),
      cure: expect.stringContaining("lib/business/instructions.md"),
    });
    expect(about(findings, TEXTS)).toMatchObject({ state: "warning", says: "a.md is empty: fill it." });
    expect(statesOf(findings)).not.toHaveProperty([TOKENS]);
  });

  const unmigrated = testIn(() =>
    createWorld({ env: ASSISTANT_ENV, deps: { business: BUSINESS }, migrated: false }),
  );

  unmigrated("a database without the assistant's tables does not end the examination", async ({ world }) => {
    const findings = await oursOf(world);
    expect(statesOf(findings)).toMatchObject({ [WHAT]: "ok", Migrations: "broken" });
  });
});
