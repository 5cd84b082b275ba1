import { expect } from "vitest";
import { callContacts } from "../support/contacts.ts";
import { checkedInstance, testContracts } from "../support/contracts.ts";
import { arrived, deletions, stillTold } from "../support/forgotten.ts";
import { lastTicket } from "../support/two-way.ts";

/** Zendesk documents these; its description here was cut to fewer. */
const LEFT_OUT = /^\/api\/v2\/(comment_redactions\/\d+|users\/\d+\/identities\/\d+)\.json$/;

testContracts(
  "what is asked of Twilio and Zendesk to forget somebody satisfies the descriptions",
  async ({ world }) => {
    const { settle, violations } = await checkedInstance(world, world.env);
    world.zendesk.connectWebhook();
    const photo = { contentType: "image/jpeg", bytes: Buffer.from("a photo of Zqana") };
    const fields = {
      From: "whatsapp:+14155550100",
      ProfileName: "Zqana",
      Body: "Zqana: my invoice is wrong",
    };
    await world.twilio.receiveMedia(fields, [photo]);
    await settle();
    world.zendesk.answer(lastTicket(world).id, { text: "We look into it" });
    await settle();
    arrived(world);
    const asked = { phone: "+14155550100", everywhere: true };
    const { status } = await callContacts(world, "DELETE", asked, {
      origin: world.deliver.targetOrigin ?? "",
    });
    expect(status).toBe(202);
    // What was under way then is looked for five minutes later: now.
    await world.database.rows("update tasks set created_at = created_at - interval '7 minutes'");
    await settle();
    expect(stillTold(world)).toEqual([]);
    expect(deletions(world).length).toBeGreaterThan(5);
    const found = (await violations()) as { path: string }[];
    expect(found.filter(({ path }) => !LEFT_OUT.test(path))).toEqual([]);
  },
);
