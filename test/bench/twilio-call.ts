import { randomBytes } from "node:crypto";
import { signTwilio } from "../sandbox/twilio/signature.ts";
import { ACCOUNT, PUBLIC, TOKEN } from "./start-server.ts";

export type Call = { path: string; body: string; headers: Record<string, string> };

/** A webhook as Twilio sends it, of a message that nobody has seen, signed for this path of our public address; `fields` in place of its own. */
export function twilioCall(
  kind: "status" | "inbound",
  path: string,
  fields: Record<string, string> = {},
): Call {
  const sid = `SM${randomBytes(16).toString("hex")}`;
  const shared = { MessageSid: sid, AccountSid: ACCOUNT, ApiVersion: "2010-04-01", SmsSid: sid };
  const status = {
    ...shared,
    MessageStatus: "delivered",
    SmsStatus: "delivered",
    From: "whatsapp:+14155238886",
    To: "whatsapp:+14155550100",
    ChannelPrefix: "whatsapp",
    ChannelInstallSid: `XE${"1".repeat(32)}`,
    ChannelToAddress: "+1415555XXXX",
  };
  const inbound = {
    ...shared,
    SmsMessageSid: sid,
    From: `whatsapp:+1415${Math.floor(Math.random() * 9_000_000) + 1_000_000}`,
    To: "whatsapp:+14155238886",
    Body: "My card was charged twice, and nobody answers the phone",
    NumMedia: "0",
    NumSegments: "1",
    SmsStatus: "received",
    ProfileName: "Ana",
    WaId: "14155550100",
    MessageType: "text",
  };
  const params = { ...(kind === "inbound" ? inbound : status), ...fields };
  return {
    path,
    body: new URLSearchParams(params).toString(),
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": signTwilio(TOKEN, `${PUBLIC}${path}`, params),
    },
  };
}
