import { expect } from "vitest";
import { es as FAILURES } from "../../lib/domain/failures/said/es.ts";
import { es } from "../../lib/domain/notes/es.ts";
import { TELLS } from "../support/delivery.ts";
import { turn, waits } from "../support/filed-turns.ts";
import { agentAnswers, hoursPass, lastTicket, notes, settled } from "../support/two-way.ts";
import { test as base, createWorld, type World } from "../support/world.ts";

const test = base.extend<{ world: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  world: async ({}, use) => {
    const world = await createWorld({ env: { AGENT_LANGUAGE: "es" } });
    world.zendesk.connectWebhook();
    await use(world);
    await world.close();
  },
});

test("agents read in their language what stands around a customer's words, and what became of their own", async ({
  world,
}) => {
  await world.twilio.receive({
    From: "whatsapp:+14155550100",
    Body: "",
    MessageType: "location",
    Latitude: "-33.8568",
    Longitude: "151.2153",
  });
  await settled(world);
  expect(lastTicket(world)).toMatchObject({
    subject: "Ubicación",
    comments: [{ body: expect.stringMatching(/^Ubicación:\n-33\.8568, 151\.2153\n/) }],
  });

  await agentAnswers(world, { text: "We look into it" });
  await TELLS.twilio(world, "failed", 63024);
  await settled(world);
  const [undelivered] = notes(world);
  expect(undelivered).toBe(
    `No entregado: "We look into it"\nPor qué: ${FAILURES.reasons.notOnWhatsapp}\nQué hacer: ${FAILURES.nextSteps.notOnWhatsapp}`,
  );

  await hoursPass(world, 25);
  await agentAnswers(world, { text: "It is repaired" });
  const held = notes(world).at(-1);
  expect(held).toMatch(/que llegó el \d+ \S+ \d{4}, \d\d:\d\d UTC\. /);
  expect(held).toMatch(new RegExp(`${es.sentences.askedByNothing} ${es.sentences.goesByItself}$`));
  expect(notes(world)).toHaveLength(2);

  // Customers are written to in theirs.
  expect(world.twilio.sent[0]?.body).toMatch(/^Ticket #\d+ created/);
});

test("agents read in their language why the assistant handed over, and what was said before", async ({
  world,
}) => {
  await turn(world, [await waits(world, "Do you open on Sunday?")], { answer: "From ten to four." });
  await turn(world, [await waits(world, "I was charged twice")], {
    why: "unsafe",
    summary: "Charged twice.",
  });
  await world.settle();
  expect(notes(world)).toHaveLength(1);
  const [note = ""] = notes(world);
  const parts = note.split("\n\n");
  expect(parts.slice(0, 3)).toEqual([
    `El asistente pasó la conversación a una persona: ${es.handOver.unsafe}.`,
    "Resumen del asistente: Charged twice.",
    es.sentences.wroteBefore,
  ]);
  expect(parts[3]).toMatch(/UTC Cliente: Do you open on Sunday\?\n.* UTC Asistente: From ten to four\.$/);
});
