import { expect } from "vitest";
import { endpoint } from "../../api/console.ts";
import { signedIn } from "../support/console.ts";
import { test, type World } from "../support/world.ts";

const WRONG = "not-the-password";

/** Visits as Vercel hands them to two instances of the function, all at once and from one address. */
async function visitAtOnce(world: World, passwords: string[], address = "203.0.113.9"): Promise<number[]> {
  const other = await world.anotherInstance();
  const instances = [endpoint.with(world.deps), endpoint.with(other.deps)] as const;
  const answers = passwords.map((password, n) => {
    const headers = {
      "x-forwarded-host": "tickline.example",
      "x-forwarded-proto": "https",
      "x-real-ip": address,
      ...signedIn(password),
    };
    const request = new Request("https://tickline.example/console", { headers });
    return (n % 2 === 0 ? instances[0] : instances[1]).GET(request);
  });
  return (await Promise.all(answers)).map(({ status }) => status);
}

const times = (statuses: number[], status: number) => statuses.filter((each) => each === status).length;
const counted = (world: World) => world.database.rows("select count from wrong_passwords order by count");

test("of 400 wrong passwords at once, at two instances, ten are tried and all are counted", async ({
  world,
}) => {
  const statuses = await visitAtOnce(world, Array<string>(400).fill(WRONG));
  expect([times(statuses, 401), times(statuses, 429)]).toEqual([10, 390]);
  expect(await counted(world)).toEqual([{ count: 400 }]);
});

test("nine guesses leave one, of however many come at once, and then the right password opens nothing from there", async ({
  world,
}) => {
  const right = world.env.CONSOLE_PASSWORD ?? "";
  const before = await visitAtOnce(world, Array<string>(9).fill(WRONG));
  expect(times(before, 401)).toBe(9);
  const statuses = await visitAtOnce(world, [...Array<string>(200).fill(WRONG), right]);
  expect(times(statuses, 401)).toBe(1);
  expect(await visitAtOnce(world, [right])).toEqual([429]);
  expect(await visitAtOnce(world, [right], "203.0.113.10")).toEqual([200]);
});

test("who knows the password may visit a hundred times at once, and once more", async ({ world }) => {
  const right = world.env.CONSOLE_PASSWORD ?? "";
  const statuses = await visitAtOnce(world, Array<string>(100).fill(right));
  expect(times(statuses, 200)).toBe(100);
  expect(await counted(world)).toEqual([{ count: 0 }]);
  const guesses = await visitAtOnce(world, Array<string>(12).fill(WRONG));
  expect([times(guesses, 401), times(guesses, 429)]).toEqual([10, 2]);
});
