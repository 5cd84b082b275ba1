import { expect } from "vitest";
import { submit, visit } from "../support/console.ts";
import { test } from "../support/shared-world.ts";

/** Every form of the console, by an address that one could be sent to; test/behaviour/console-sign-in.test.ts tries one of them. */
const ID = "01a2260f-8c7c-724e-b9d3-a9d2ba696939";
const FORMS = [
  "/contacts",
  `/contacts/${ID}/block`,
  `/contacts/${ID}/unblock`,
  `/contacts/${ID}/opt-out`,
  `/contacts/${ID}/opt-in`,
  `/contacts/${ID}/send-again`,
  `/contacts/${ID}/erase`,
  `/batches/${ID}`,
  `/tasks/${ID}`,
  "/tasks",
];

const ELSEWHERE: Record<string, Record<string, string>> = {
  "another site": { origin: "https://evil.example" },
  "another port": { origin: "http://localhost:1" },
  "a frame without an origin": { origin: "null" },
  "nobody knows whom": { origin: "" },
  "another site, whatever its Origin": { "sec-fetch-site": "cross-site" },
};

test.for(
  FORMS.flatMap((form) => Object.entries(ELSEWHERE).map(([name, headers]) => [form, name, headers] as const)),
)("POST %s from %s is refused", async ([form, , headers], { shared }) => {
  const answer = await submit(shared, form, { do: "cancel", erase: "yes", kind: "file-message" }, headers);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain("not sent by the console's own pages");
});

test.for(FORMS)("POST %s from the console's own page gets past that door", async (form, { shared }) => {
  expect((await submit(shared, form)).status).not.toBe(403);
});

test.for(FORMS)("GET %s changes nothing and asks for the password", async (form, { shared }) => {
  const page = await visit(shared, form, { authorization: "" });
  expect(page.status).toBe(401);
});
