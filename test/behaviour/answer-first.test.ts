import { expect, test, vi } from "vitest";
import { defineEndpoint } from "../../lib/http/endpoint.ts";
import type { Deps } from "../../lib/ports.ts";

test("what follows an answer begins once it is given, and its failure is logged", async () => {
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn(), debug: vi.fn() };
  const background = vi.fn(() => {
    throw new Error("away");
  });
  const endpoint = defineEndpoint(() => ({ log }) as unknown as Deps, {
    route: "a/route",
    refusals: { unsigned: 401, notDurable: 500 },
    methods: {
      POST: { handle: async () => ({ status: 200, body: null, outcome: "stored", message: "", background }) },
    },
  });
  const response = await endpoint.POST(new Request("https://tickline.example/", { method: "POST" }));
  expect(response.status).toBe(200);
  expect(background).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(log.error).toHaveBeenCalledOnce());
  expect(background).toHaveBeenCalledOnce();
});
