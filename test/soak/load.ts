import { setTimeout as pause } from "node:timers/promises";
import type { Upstreams } from "../sandbox/upstreams.ts";
import type { Post } from "./deliver.ts";
import type { House } from "./house.ts";
import { beginWait, type Ledger, type Needed, type Wait, type Waited } from "./ledger.ts";
import type { Customer, Session, Step } from "./plan.ts";
import { tokensIn, type Watch } from "./watch.ts";

export type World = { house: House; ledger: Ledger; post: Post; watch: Watch; startedAt: number };

const PHOTO = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };
/** How long an agent waits for a ticket that is to be answered. */
const NO_TICKET_MS = 120_000;

/** A customer does what is planned, one thing after the other; beside them, agents answer. */
export async function live(world: World, { customer, steps }: Session): Promise<void> {
  const [own, desk] = [
    steps.filter(({ kind }) => kind !== "comment"),
    steps.filter(({ kind }) => kind === "comment"),
  ];
  const inTurn = async (some: Step[]) => {
    for (const step of some) {
      await until(world, step.atMs);
      await take(world, customer, step);
    }
  };
  await Promise.all([inTurn(own), inTurn(desk)]);
}

/** Resolves so many milliseconds after the start. */
export async function until({ startedAt }: World, atMs: number): Promise<void> {
  await pause(Math.max(0, startedAt + atMs - Date.now()));
}

async function take(world: World, customer: Customer, step: Step): Promise<void> {
  if (step.kind === "comment") return answer(world, customer, step);
  const { ledger } = world;
  const provider = customer.line === "meta" ? "meta" : "twilio";
  const words = step.kind === "message" ? `Parcel ${step.token} has not arrived` : step.kind.toUpperCase();
  const call = webhookOf(world.house.upstreams, customer, words, step.kind === "message" && step.hasPhoto);
  const who = step.kind === "message" ? step.token : `${customer.name} ${step.kind}`;
  const needs: Needed[] = [`number ${customer.number}`];
  const acceptedAt = await world.post.deliver(call, { who, again: step.again, needs });
  if (acceptedAt === undefined) return;
  if (step.kind === "message") {
    const more: Needed[] = step.hasPhoto ? ["zendesk", provider] : ["zendesk"];
    const wait = waitFrom(world, "message -> ticket", acceptedAt, who, [...needs, ...more]);
    ledger.messages.push({ token: step.token, customer, wait });
  } else {
    const wait = waitFrom(world, "HELP -> answer", acceptedAt, who, [...needs, provider]);
    ledger.questions.push({ kind: step.kind, customer, wait });
  }
}

function waitFrom({ ledger }: World, what: Waited, from: number, who: string, needs: Needed[]): Wait {
  const wait = beginWait(ledger, { for: what, who, needs: ["house", ...needs] });
  wait.from = from;
  return wait;
}

/** The webhook that brings these words, the same each time that it is called. */
function webhookOf({ twilio, meta }: Upstreams, customer: Customer, words: string, hasPhoto: boolean) {
  const { line, number, name } = customer;
  if (line === "meta") {
    const contact = { wa_id: number.slice(1), name };
    const { id } = hasPhoto
      ? meta.miss({}, { ...PHOTO, caption: words }, { contact })
      : meta.miss(words, undefined, { contact });
    return () => meta.redeliver(id);
  }
  const From = line === "sms" ? number : `whatsapp:${number}`;
  const { sid } = twilio.miss({ From, ProfileName: name, Body: words }, hasPhoto ? [PHOTO] : []);
  return () => twilio.redeliver(sid);
}

/** An agent answers the customer's ticket as soon as there is one. Zendesk rings by itself; some rings come twice. */
async function answer(world: World, customer: Customer, step: Extract<Step, { kind: "comment" }>) {
  const { ledger, house } = world;
  const { zendesk, deliver } = house.upstreams;
  const ticketId = await ticketOf(world, customer);
  if (ticketId === undefined) return;
  const provider = customer.line === "meta" ? "meta" : "twilio";
  const from = Date.now();
  // Which of both shapes it rings in is the account's setting, read while the agent submits.
  deliver.zendesk.shape = step.shape;
  const { id: commentId } = zendesk.answer(ticketId, {
    text: `About that, ${step.token}: it is on its way.`,
  });
  ledger.events += 1;
  const needs: Needed[] = [`number ${customer.number}`, "zendesk", provider];
  const wait = waitFrom(world, "comment -> phone", from, step.token, needs);
  ledger.comments.push({ token: step.token, customer, ticketId, commentId, wait });
  if (step.again === "no") return;
  await pause(step.again === "later" ? 2_000 : 0);
  ledger.events += 1;
  await zendesk.ring(ticketId, commentId).catch(() => undefined);
}

async function ticketOf({ watch }: World, { name }: Customer): Promise<number | undefined> {
  const isTheirs = (text: string) => tokensIn(text).some((token) => token.startsWith(`${name}M`));
  for (const endsAt = Date.now() + NO_TICKET_MS; Date.now() < endsAt; await pause(100)) {
    const filed = watch.filed.find(({ text, isByAgent }) => !isByAgent && isTheirs(text));
    if (filed) return filed.ticketId;
  }
  return undefined;
}
