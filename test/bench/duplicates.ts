import pg from "pg";
import { startTwoInstances } from "./two-instances.ts";

const ROUNDS = 200;
const AT_ONCE = 50;

/** 50 identical webhooks at once, 200 times, at two instances: counts the rounds that made other than one of everything. */
export async function countDuplicates(): Promise<string[]> {
  const { databaseUrl, twilio, zendesk, callInstance, drain, stop } = await startTwoInstances({
    durable: true,
  });
  const refused: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const From = `whatsapp:+1415${5_000_000 + round}`;
    const { sid } = twilio.miss({ From, Body: "The same message again and again" });
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) => {
        callInstance(n % 2);
        return twilio.redeliver(sid);
      }),
    );
    refused.push(...answers.map(({ status }) => status).filter((status) => status !== 200));
    await drain();
  }
  await drain();

  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    "select count(*)::int as logs, count(distinct twilio_message_sid)::int as messages from contact_logs where direction = 'inbound'",
  );
  await client.end();
  await stop();
  return [
    `${AT_ONCE} identical webhooks at once, ${ROUNDS} times: ${rows[0].logs} log rows of ${rows[0].messages} messages, ` +
      `${zendesk.tickets.length} tickets, ${twilio.sent.length} replies, ${refused.length} refused`,
  ];
}
