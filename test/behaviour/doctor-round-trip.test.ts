import type { RequestListener } from "node:http";
import { describe, expect, onTestFinished } from "vitest";
import { about, oursOf, SIGNED_CALLS } from "../support/examined.ts";
import { freePort } from "../support/free-port.ts";
import { somebody } from "../support/somebody.ts";
import { createWorld, test } from "../support/world.ts";

const ADDRESS = "Public address";
const [TWILIO, META, ZENDESK] = SIGNED_CALLS;
const BYPASS = "the-bypass-of-the-preview-0123456";

describe("our public address", () => {
  const page =
    (status: number, html: string): RequestListener =>
    (_, response) =>
      response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(html);
  const moved =
    (status: number, location: string): RequestListener =>
    (_, response) =>
      response.writeHead(status, { location }).end();

  test.for<[string, RequestListener, string, string]>([
    [
      "of another site",
      page(200, "<h1>Welcome</h1>"),
      "does not answer as Tickline does (HTTP 200)",
      "PUBLIC_BASE_URL",
    ],
    ["of nothing", page(404, "The page could not be found NOT_FOUND"), "(HTTP 404)", "PUBLIC_BASE_URL"],
    [
      "behind Vercel's login",
      page(401, "<title>Authentication Required</title>"),
      "Deployment Protection",
      "VERCEL_AUTOMATION_BYPASS_SECRET",
    ],
    [
      "behind Vercel's login, which redirects",
      moved(302, "https://vercel.com/sso-api?url=x&nonce=y"),
      "Deployment Protection",
      "VERCEL_AUTOMATION_BYPASS_SECRET",
    ],
    ["behind somebody's login", page(403, "<title>Members only</title>"), "login page", "/api/"],
    [
      "that moved to www",
      moved(308, "https://www.tickline.example/api/health?secret=s3cret"),
      "redirected (HTTP 308)",
      "final address",
    ],
    ["that breaks off", (request) => request.socket.destroy(), "breaks the connection off", "log"],
  ])(
    "%s: said in words, with its cure, and no signed call goes there",
    async ([, listener, says, cure], { world }) => {
      const methods: string[] = [];
      const origin = await somebody((request, response) => {
        methods.push(`${request.method}`);
        return listener(request, response);
      });
      const findings = await oursOf(world, { PUBLIC_BASE_URL: origin });
      expect(about(findings, ADDRESS)).toMatchObject({
        state: "broken",
        says: expect.stringContaining(says),
        cure: expect.stringContaining(cure),
      });
      expect(JSON.stringify(findings)).not.toContain("s3cret");
      for (const what of SIGNED_CALLS) expect(about(findings, what).state).toBe("unknown");
      expect(methods).toEqual(["GET"]);
    },
  );

  test("where nothing listens refuses connections", async ({ world }) => {
    const origin = `http://127.0.0.1:${await freePort()}`;
    expect(about(await oursOf(world, { PUBLIC_BASE_URL: origin }), ADDRESS)).toMatchObject({
      state: "broken",
      says: expect.stringContaining("refuses connections"),
    });
  });

  test.for([
    [
      new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ENOTFOUND" }) }),
      "no address in the DNS",
    ],
    [new DOMException("", "TimeoutError"), "does not answer in time"],
    [
      new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "CERT_HAS_EXPIRED" }) }),
      "certificate",
    ],
  ] as const)("%s is told in words", async ([error, says]) => {
    const fetchOurselves = () => Promise.reject(error);
    const world = await createWorld({ deps: { fetchOurselves } });
    onTestFinished(() => world.close());
    expect(about(await oursOf(world), ADDRESS)).toMatchObject({
      state: "broken",
      says: expect.stringContaining(says),
    });
  });

  test.for([
    [TWILIO, { TWILIO_AUTH_TOKEN: "0123456789abcdef0123456789abcdef" }, "TWILIO_AUTH_TOKEN"],
    [META, { WHATSAPP_WEBHOOK_SECRET: "of-another-app-of-ours" }, "WHATSAPP_WEBHOOK_SECRET"],
    [ZENDESK, { ZENDESK_WEBHOOK_SECRET: "of-another-webhook" }, "ZENDESK_WEBHOOK_SECRET"],
  ] as const)(
    "%s with another secret than the deployment's is refused by it",
    async ([what, env, name], { world }) => {
      const findings = await oursOf(world, env);
      expect(about(findings, what)).toMatchObject({
        state: "broken",
        says: expect.stringMatching(new RegExp(`Our own endpoint refuses it \\(HTTP 40[13]\\).*${name}`)),
      });
      const others = SIGNED_CALLS.filter((one) => one !== what).map((one) => about(findings, one).state);
      expect(others).toEqual(["ok", "ok"]);
    },
  );

  test("what the deployment lacks is named, where it is set here", async ({ world }) => {
    const lacking = { WHATSAPP_ACCESS_TOKEN: undefined, ZENDESK_WEBHOOK_SECRET: undefined };
    world.deliver.targetOrigin = (await world.anotherInstance({ env: lacking })).origin;
    const findings = await oursOf(world);
    expect(about(findings, META)).toMatchObject({
      state: "broken",
      says: expect.stringMatching(/says: Meta is not configured: set WHATSAPP_ACCESS_TOKEN\.$/),
    });
    expect(about(findings, ZENDESK)).toMatchObject({
      state: "broken",
      says: expect.stringMatching(/is not configured: set ZENDESK_WEBHOOK_SECRET\.$/),
    });
    expect(about(findings, TWILIO).state).toBe("ok");
  });

  test("what is malformed in the deployment is named with its shape, where it is right here", async ({
    world,
  }) => {
    const mistaken = { TWILIO_ACCOUNT_SID: "AC123", WHATSAPP_PHONE_NUMBER_ID: "+14155550100" };
    world.deliver.targetOrigin = (await world.anotherInstance({ env: mistaken })).origin;
    const findings = await oursOf(world);
    expect(about(findings, TWILIO)).toMatchObject({
      state: "broken",
      says: expect.stringMatching(
        /set TWILIO_ACCOUNT_SID \(what is set is malformed: .*32 hexadecimal digits\)\.$/,
      ),
      cure: expect.stringContaining("deployment's variables"),
    });
    expect(about(findings, META)).toMatchObject({
      state: "broken",
      says: expect.stringMatching(/set WHATSAPP_PHONE_NUMBER_ID \(what is set is malformed: /),
    });
    expect(JSON.stringify(findings)).not.toMatch(/AC123|14155550100/);
  });
});

describe("a preview", () => {
  const PREVIEW = { VERCEL_ENV: "preview", VERCEL_BRANCH_URL: "tickline-git-branch.vercel.app" };

  test("says where it answers, whom it may write to, and that its webhooks need a bypass", async ({
    world,
  }) => {
    const findings = await oursOf(world, PREVIEW);
    expect(about(findings, "Preview").says).toContain("https://tickline-git-branch.vercel.app");
    expect(about(findings, "PREVIEW_ALLOWED_NUMBERS").state).toBe("warning");
    expect(about(findings, "VERCEL_AUTOMATION_BYPASS_SECRET")).toMatchObject({ state: "warning" });
    expect(about(findings, "Cron").state).toBe("off");
    const ready = { PREVIEW_ALLOWED_NUMBERS: "+14155550100", VERCEL_AUTOMATION_BYPASS_SECRET: BYPASS };
    const well = await oursOf(world, { ...PREVIEW, ...ready });
    expect(about(well, "PREVIEW_ALLOWED_NUMBERS").state).toBe("ok");
    expect(about(well, "VERCEL_AUTOMATION_BYPASS_SECRET").state).toBe("ok");
    expect(JSON.stringify(well)).not.toContain("14155550100");
  });

  test("calls itself with the bypass, by which Deployment Protection lets it in, and is verified so", async () => {
    const called: string[] = [];
    const world = await createWorld({
      env: { ...PREVIEW, VERCEL_AUTOMATION_BYPASS_SECRET: BYPASS },
      deps: {
        fetchOurselves({ url, ...call }) {
          called.push(url);
          return fetch(url.replace("https://tickline-git-branch.vercel.app", world.origin), call);
        },
      },
    });
    onTestFinished(() => world.close());
    const findings = await oursOf(world);
    for (const what of [ADDRESS, ...SIGNED_CALLS]) expect(about(findings, what).state).toBe("ok");
    expect(called).toHaveLength(4);
    for (const url of called)
      expect(new URL(url).searchParams.get("x-vercel-protection-bypass")).toBe(BYPASS);
  });
});
