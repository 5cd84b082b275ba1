import { makePlan, type Plan } from "./plan.ts";
import { customerOf, type Mix, planSessions } from "./plan-sessions.ts";
import { randomFrom } from "./random.ts";

type Asked = { seed: number; seconds: number; perMinute: number };
type Scenario = { says: string; plan(asked: Asked): Plan };

const calm = ({ seed, seconds, perMinute }: Asked, mix: Partial<Mix> = {}): Plan => ({
  seconds,
  sessions: planSessions(randomFrom(`${seed} sessions`), { seconds, perMinute, mix }),
  bulks: [],
  conversations: [],
  disturbances: [],
});

/** From 5 s after the start to 5 s before the end of the load: a minute of the usual 70 s. */
const meanwhile = ({ seconds }: Asked) => ({ atMs: 5_000, untilMs: (seconds - 5) * 1000 });
const STRANGER = customerOf("meta", 900);
const SLEEPER = customerOf("twilio", 901);

/** Single faults, each with what others wait for meanwhile. */
export const SCENARIOS: Record<string, Scenario> = {
  calm: { says: "nothing goes wrong", plan: (asked) => calm(asked) },
  "hang-zendesk": {
    says: "Zendesk hangs for a minute; HELP needs it not",
    plan: (asked) => ({
      ...calm(asked, { onlyHelp: 40 }),
      disturbances: [{ what: "hang", upstream: "zendesk", ...meanwhile(asked) }],
    }),
  },
  "hang-meta": {
    says: "Meta hangs for a minute; Twilio's customers and everybody's tickets need it not",
    plan: (asked) => ({
      ...calm(asked, { onlyHelp: 30 }),
      disturbances: [{ what: "hang", upstream: "meta", ...meanwhile(asked) }],
    }),
  },
  "hang-twilio": {
    says: "Twilio hangs for a minute; Meta's customers and everybody's tickets need it not",
    plan: (asked) => ({
      ...calm(asked, { onlyHelp: 30 }),
      disturbances: [{ what: "hang", upstream: "twilio", ...meanwhile(asked) }],
    }),
  },
  "hang-typing": {
    says: "Graph's typing indicator hangs for a minute, and nothing else does",
    plan: (asked) => ({ ...calm(asked), disturbances: [{ what: "hang-typing", ...meanwhile(asked) }] }),
  },
  "throttle-one": {
    says: "Meta answers 131048 for one number; ten others write after it",
    plan: (asked) => ({
      ...calm(asked),
      sessions: [
        { customer: STRANGER, steps: [{ kind: "help", atMs: 6_000, again: "no" }] },
        ...Array.from({ length: 10 }, (_, n) => ({
          customer: customerOf("meta", n),
          steps: [{ kind: "help" as const, atMs: 9_000 + n * 300, again: "no" as const }],
        })),
      ],
      disturbances: [{ what: "throttle", number: STRANGER.number, ...meanwhile(asked) }],
    }),
  },
  "lock-row": {
    says: "one contact's row is locked for 20 s; 150 webhooks of others come",
    plan: (asked) => ({
      ...calm(asked),
      sessions: [
        {
          customer: SLEEPER,
          steps: [
            { kind: "message", atMs: 0, token: "K901M0Z", hasPhoto: false, again: "no" },
            ...[0, 1, 2, 3, 4].map((n) => ({
              kind: "message" as const,
              atMs: 8_200 + n,
              token: `K901M${n + 1}Z`,
              hasPhoto: false,
              again: "no" as const,
            })),
          ],
        },
        ...Array.from({ length: 150 }, (_, n) => ({
          customer: customerOf("twilio", n),
          steps: [{ kind: "help" as const, atMs: 8_500 + n * 110, again: "no" as const }],
        })),
      ],
      disturbances: [{ what: "lock-row", number: SLEEPER.number, atMs: 8_000, untilMs: 28_000 }],
    }),
  },
  "lock-table": {
    says: "the contacts' table is locked for 20 s",
    plan: (asked) => ({
      ...calm(asked),
      disturbances: [{ what: "lock-table", atMs: 8_000, untilMs: 28_000 }],
    }),
  },
  kill: {
    says: "an instance is killed in the middle of everything",
    plan: (asked) => ({
      ...calm(asked),
      disturbances: [
        { what: "kill", instance: 0, atMs: (asked.seconds - 1) * 1000, untilMs: (asked.seconds + 2) * 1000 },
      ],
    }),
  },
  cut: {
    says: "all connections are cut five times",
    plan: (asked) => ({
      ...calm(asked),
      disturbances: [0, 1, 2, 3, 4].map((n) => {
        const atMs = (asked.seconds - 6 + n) * 1000;
        return { what: "cut" as const, atMs, untilMs: atMs };
      }),
    }),
  },
};

/** The plan of a scenario, or of everything together. */
export function planOf(only: string | undefined, asked: Asked): Plan {
  if (only === undefined) return makePlan(asked.seed, asked.seconds, asked.perMinute);
  const scenario = SCENARIOS[only];
  if (!scenario) throw new Error(`--only ${only} is none of ${Object.keys(SCENARIOS).join(", ")}`);
  return scenario.plan(asked);
}
