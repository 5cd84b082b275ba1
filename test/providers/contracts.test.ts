import { expect } from "vitest";
import { syncTemplates } from "../../lib/templates/sync-templates.ts";
import { checkedInstance, testContracts } from "../support/contracts.ts";
import { ask } from "../support/conversations-api.ts";
import { approveContent, CONTENT_SID, call } from "../support/messages-api.ts";

testContracts(
  "what we send upstream satisfies the providers' descriptions (skipped without them beside the project)",
  async ({ world }) => {
    const {
      env: checked,
      settle,
      violations,
    } = await checkedInstance(world, {
      TWILIO_CONTENT_SID: `HX${"a".repeat(32)}`,
    });
    const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };

    const { sid } = await world.twilio.receive({ ...ana, Body: "good day" });
    await settle();
    await (await world.anotherInstance({ env: checked })).deps.channel("twilio").showThinking(sid);
    await world.twilio.receiveMedia({ ...ana, Body: "My card was charged twice" }, [
      { contentType: "image/jpeg", bytes: Buffer.from("a photo") },
    ]);
    await settle();
    world.fail("zendesk", { status: 500 }, { times: 1, when: ({ method }) => method === "PUT" });
    await world.twilio.receive({ ...ana, Body: "And once more" });
    await settle();
    for (const end of ["solve", "close"] as const) {
      world.zendesk[end](world.zendesk.tickets[0]?.id ?? 0);
      await world.twilio.receive({ ...ana, Body: `After ${end}` });
      await settle();
    }
    await world.twilio.receive({ From: "whatsapp:US.13491208655302741918", Body: "Nobody knows my number" });
    await settle();

    const photo = { bytes: Buffer.from("a photo"), contentType: "image/jpeg" };
    await world.meta.receiveMedia({ type: "image", image: { caption: "Written to Meta's number" } }, photo);
    await settle();
    await world.meta.receive("Known by a user id only", { contact: { user_id: "US.777", username: "ravi" } });
    await settle();

    for (const env of [{}, { TWILIO_CONVERSATIONS_SERVICE_SID: `IS${"5".repeat(32)}` }]) {
      const { origin } = await world.anotherInstance({ env: { ...checked, ...env } });
      const identified = { attributes: { order: 7 }, participants: [{ identity: "kim" }] };
      const asked = { friendlyName: "Order 7", uniqueName: `order-7-${origin}`, ...identified };
      const created = await ask(world, asked, { origin });
      await ask(world, { body: "Hello", author: "kim" }, { sid: created.json.sid, origin });
      expect((await ask(world, asked, { origin })).json).toEqual({ ...created.json, created: false });
    }

    approveContent(world);
    const bulk = { to: ["+14155550100", "+14155550101"], variables: { 1: "Ana", 2: "7" } };
    await call(world, { ...bulk, contentSid: CONTENT_SID }, { origin: world.deliver.targetOrigin ?? "" });
    await settle();
    expect(world.callsTo("GET", `/Content/${CONTENT_SID}`)).toHaveLength(1);

    const { deps } = await world.anotherInstance({ env: checked });
    expect(await syncTemplates(deps, "twilio")).toMatchObject({ stored: 1, isAll: true });

    expect(world.twilio.typing).toEqual([sid]);
    expect(world.zendesk.tickets).toHaveLength(5);
    expect(world.meta.sent).toHaveLength(2);
    expect(await violations()).toEqual([]);
  },
);
