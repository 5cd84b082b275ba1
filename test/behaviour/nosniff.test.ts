import { globSync } from "node:fs";
import { expect } from "vitest";
import { signedIn } from "../support/console.ts";
import { test } from "../support/shared-world.ts";

const FUNCTIONS = globSync("api/**/*.ts").map((file) => `/${file.replace(/\.ts$/, "")}`);
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const BODIES = {
  form: { "content-type": "application/x-www-form-urlencoded" },
  json: { "content-type": "application/json" },
  text: { "content-type": "text/plain" },
};

test("there are functions to look at", () => {
  expect(FUNCTIONS).toContain("/api/meta/webhook");
});

test.for(FUNCTIONS)("whatever %s answers, no browser guesses what it is", async (path, { shared }) => {
  const statuses = new Set<number>();
  // The queue alone can call it.
  const { invoke } = path === "/api/wake" ? await shared.anotherInstance() : { invoke: undefined };
  const call = (init: RequestInit) =>
    invoke?.(path, new Request(shared.origin, init)) ?? fetch(shared.origin + path, init);
  for (const method of METHODS) {
    const asked = ["GET", "HEAD"].includes(method) ? [{}] : Object.values(BODIES);
    for (const headers of asked) {
      const init = { method, headers, redirect: "manual" as const };
      const answer = await call("content-type" in headers ? { ...init, body: "{" } : init);
      expect([method, answer.headers.get("x-content-type-options")]).toEqual([method, "nosniff"]);
      statuses.add(answer.status);
    }
  }
  expect(statuses).toContain(405);
  expect([...statuses].every((status) => status < 500)).toBe(true);
});

test("so it is with what they answer to those whom they know", async ({ shared }) => {
  const { CONSOLE_PASSWORD = "", API_KEY, CRON_SECRET, WHATSAPP_VERIFY_TOKEN = "" } = shared.env;
  const challenge = new URLSearchParams({
    "hub.mode": "subscribe",
    "hub.verify_token": WHATSAPP_VERIFY_TOKEN,
    "hub.challenge": "<script>alert(1)</script>",
  });
  const bearer = (secret = "") => ({ authorization: `Bearer ${secret}` });
  const calls: [string, Record<string, string>][] = [
    ["/api/health", {}],
    ["/api/health", bearer(CRON_SECRET)],
    ["/api/cron/tasks", bearer(CRON_SECRET)],
    ["/api/contacts?stats=today", bearer(API_KEY)],
    ["/console", signedIn(CONSOLE_PASSWORD)],
    ["/console/setup", signedIn(CONSOLE_PASSWORD)],
  ];
  for (const [path, headers] of calls) {
    const { status, headers: answered } = await fetch(shared.origin + path, { headers });
    expect([path, status, answered.get("x-content-type-options")]).toEqual([path, 200, "nosniff"]);
  }
  const echoed = await fetch(`${shared.origin}/api/meta/webhook?${challenge}`);
  expect(echoed.headers.get("x-content-type-options")).toBe("nosniff");
  expect(echoed.headers.get("content-type")).toMatch(/^text\/plain/);
});

test("so it is with the files beside them, and with a database that is away", async ({ shared }) => {
  for (const path of ["/", "/console/live.js", "/console/console.css"]) {
    const file = await fetch(shared.origin + path);
    expect([path, file.status, file.headers.get("x-content-type-options")]).toEqual([path, 200, "nosniff"]);
  }
  const { origin } = await shared.anotherInstance({ env: { DATABASE_URL: undefined } });
  const { status, headers } = await fetch(`${origin}/console`, {
    headers: signedIn(shared.env.CONSOLE_PASSWORD ?? ""),
  });
  expect([status, headers.get("x-content-type-options")]).toEqual([503, "nosniff"]);
});
