import { expect } from "vitest";
import { wellSetUp } from "../sandbox/twilio/set-up.ts";
import { checkedInstance, testContracts } from "../support/contracts.ts";
import { OUR_CONVERSATIONS, OUR_SENDER, OUR_SERVICE, putInService } from "../support/twilio-account.ts";

testContracts(
  "what is read and set at Twilio satisfies its descriptions (skipped without them beside the project)",
  async ({ world }) => {
    const setUp = wellSetUp({ ...world.deliver, whatsappNumber: OUR_SENDER });
    world.twilio.setUp = setUp;
    const { env, violations } = await checkedInstance(world, { TWILIO_WHATSAPP_NUMBER: OUR_SENDER });
    const unset = { method: "GET", filters: [], pre_webhook_url: null, post_webhook_url: null };
    setUp.conversations.services[OUR_CONVERSATIONS] = { ...unset };
    const [sender, number] = [setUp.senders[0], setUp.numbers[0]];
    let applied = 0;
    const mendAll = async (more: Record<string, string>) => {
      const { deps } = await world.anotherInstance({ env: { ...env, ...more } });
      for (const { area, fix } of await deps.examine(["twilio"])) {
        if (area !== "twilio" || !fix) continue;
        await fix.apply();
        applied += 1;
      }
    };

    Object.assign(sender ?? {}, { webhook: {} });
    Object.assign(number ?? {}, { sms_url: null, sms_fallback_url: null, status_callback: null });
    Object.assign(number ?? {}, { sms_application_sid: `AP${"a".repeat(32)}` });
    Object.assign(setUp.conversations.account, unset, { target: "flex" });
    await mendAll({ CONVERSATIONS_CREATE_TICKETS: "true" });

    const service = putInService(world, `whatsapp:${OUR_SENDER}`, world.deliver.phoneNumber);
    Object.assign(service, { inbound_request_url: null, fallback_url: null, status_callback: null });
    setUp.conversations.account.post_webhook_url = null;
    await mendAll({
      TWILIO_MESSAGING_SERVICE_SID: OUR_SERVICE,
      TWILIO_CONVERSATIONS_SERVICE_SID: OUR_CONVERSATIONS,
    });

    // Sender 3, number 3, Conversations 1, templates 2; then service 3, its Conversations 1, templates 2.
    expect(applied).toBe(15);
    expect(world.calls.filter(({ status }) => status >= 400)).toEqual([]);
    expect(await violations()).toEqual([]);
  },
);
