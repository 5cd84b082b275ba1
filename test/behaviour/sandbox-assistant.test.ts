import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../support/sandbox-process.ts";
import { type Shown, watchSandbox } from "../support/watch-sandbox.ts";

/** What must have happened by then takes a few seconds; the rest is a slow machine's. */
const SOON = { timeout: 60_000 };

let sandbox: Sandbox;
let shown: Shown;
beforeAll(async () => {
  sandbox = await startSandbox();
  shown = await watchSandbox(sandbox.origin);
});
afterAll(async () => {
  shown?.stop();
  await sandbox?.stop();
});

test("a switch lets the assistant answer first, another makes its model fail, and off is as before", async () => {
  await act("switches", { assistant: "on" });
  await write("ada", "I have a headache");
  await expect
    .poll(() => shown.turns()[0], SOON)
    .toMatchObject({ outcome: "answered", contact: "Ada Okafor" });
  await expect.poll(() => shown.bubbles("ada").at(-1)?.text, SOON).toContain("Since when");
  expect(shown.tickets()).toEqual([]);

  await act("switches", { model: "fails" });
  await write("ada", "Since yesterday");
  await expect.poll(() => shown.turns()[0], SOON).toMatchObject({ outcome: "handed-over", answer: "" });
  await expect.poll(() => shown.tickets().length, SOON).toBe(1);
  expect(shown.exchanges()[0]).toMatchObject({ asked: "Since yesterday", failed: "answered 500" });

  expect(shown.restsUntil()).toBeNull();
  await act("switches", { model: "throttled" });
  await write("mei", "I have a headache");
  await expect.poll(shown.restsUntil, SOON).not.toBeNull();
  expect(shown.turns()).toHaveLength(3);
  await expect.poll(() => shown.tickets().length, SOON).toBe(2);

  await act("switches", { assistant: "off" });
  await write("jorge", "My parcel never came");
  await expect.poll(() => shown.tickets().length, SOON).toBe(3);
  expect(shown.turns()).toHaveLength(3);
});

const write = (customer: string, text: string) => act("phone/send", { customer, kind: "text", text });

async function act(path: string, given: unknown): Promise<void> {
  const { status } = await fetch(`${sandbox.origin}/sandbox/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(given),
  });
  expect(status).toBe(204);
}
