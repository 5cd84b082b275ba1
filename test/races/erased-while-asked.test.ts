import { expect } from "vitest";
import { answered, test, turns } from "../support/assistant.ts";
import { callContacts } from "../support/contacts.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { everythingWeKeep } from "../support/traces.ts";

test("who is erased at any moment of the assistant's turn leaves nothing behind", async ({ world }) => {
  for (let n = 0; n < 6; n += 1) {
    const phone = `+1415555010${n}`;
    const [calls, erased] = [world.model.asked.length, Promise.withResolvers<Response>()];
    // At the first question, or when the model has opened a ticket and goes on; before its answer, or beside it.
    const look = () => {
      if (world.model.asked.length === calls + (n % 2))
        erased.resolve(callContacts(world, "DELETE", { phone }));
      return false;
    };
    world.heal("model");
    world.fail("model", "hang", { when: look });
    world.model.says.push(
      { tool: "open_ticket", input: { subject: "Zqana's bill", summary: `Zqana of ${phone} paid twice` } },
      { text: "Zqana, somebody looks at it." },
    );
    await CUSTOMERS.WhatsApp(world, phone).writes("Zqana here, I paid twice");
    await answered(world);
    expect((await erased.promise).status).toBeLessThan(300);
    world.model.says.length = 0;
  }
  expect((await turns(world)).length).toBeGreaterThan(0);
  await world.later(400);
  expect((await everythingWeKeep(world)).filter((row) => /zqana|1415555010/i.test(row))).toEqual([]);
  expect(
    (await turns(world)).map(({ answer, subject, summary }) => `${answer}${subject}${summary}`).join(""),
  ).toBe("");
});
