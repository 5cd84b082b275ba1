import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect } from "vitest";
import type { Command } from "../../lib/commands/command.ts";
import { COMMANDS, commandMenu } from "../../lib/commands/index.ts";
import { certificates } from "../support/certificates.ts";
import { CUSTOMERS, written } from "../support/customers.ts";
import { test, type World } from "../support/world.ts";

// As CONTRIBUTING.md says: one file, and one line in the registry.
beforeAll(() => void (COMMANDS as Command[]).push(certificates));
afterAll(() => void (COMMANDS as Command[]).pop());

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

async function certify(world: World, phone: string, name: string, days: number): Promise<void> {
  await world.database.rows(
    "create table if not exists certificates (phone text, name text, expires_on date)",
  );
  await world.database.rows("insert into certificates values ($1, $2, now() + make_interval(days => $3))", [
    phone,
    name,
    days,
  ]);
}

test("CONTRIBUTING's command is the one that is tested here", () => {
  const inItsPlace = read("../support/certificates.ts").replace("../../lib/commands/", "./");
  expect(read("../../CONTRIBUTING.md")).toContain(
    `\`\`\`ts\n// lib/commands/certificates.ts\n${inItsPlace}\`\`\``,
  );
});

test("CONTRIBUTING's line of commands leaves none of ours out", () => {
  const [, listed = ""] = /export const COMMANDS.*= \[(.+)\];/.exec(read("../../CONTRIBUTING.md")) ?? [];
  const ours = listed.split(", ").filter((name) => name !== certificates.name);
  expect([...ours, certificates.name]).toEqual(COMMANDS.map(({ name }) => name));
});

test("a command that reads the database answers with what stands there, and is neither a ticket nor a comment", async ({
  world,
}) => {
  const ana = CUSTOMERS["Meta's WhatsApp"](world);
  await certify(world, ana.phone, "Boiler inspection", 10);
  await certify(world, ana.phone, "Chimney inspection", 300);
  await certify(world, "+14155550101", "Somebody else's lift", 10);
  await ana.writes("Certificates?");
  await world.later(60);
  await ana.picks("command:certificates", "CERTIFICATES");
  expect(ana.heard()).toEqual(
    Array(2).fill(expect.stringMatching(/^Boiler inspection expires on \d+ \w{3} \d{4}\.$/)),
  );
  expect((await written(world)).map(({ command }) => command)).toEqual(["certificates", "certificates"]);
  expect(world.zendesk.tickets).toEqual([]);
});

test("HELP and Meta's menu list it by themselves", async ({ world }) => {
  const ana = CUSTOMERS.SMS(world);
  await ana.writes("help");
  expect(ana.heard()[0]).toContain("- CERTIFICATES: which of your certificates expire soon");
  expect(COMMANDS.at(-1)?.name).toBe("certificates");
  expect(commandMenu().at(-1)).toEqual({
    command_name: "certificates",
    command_description: "which of your certificates expire soon",
  });
});
