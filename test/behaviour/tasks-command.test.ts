import { expect } from "vitest";
import { runTasks } from "../../lib/cli/tasks/run-tasks.ts";
import { die, hold, stand } from "../support/dead-tasks.ts";
import { createFolder, keepWhatIsSaid, runCommand } from "../support/setup-command.ts";
import { test } from "../support/world.ts";

test("the command lists, says how many, and acts on one reason", async ({ world }) => {
  await die(world, 3);
  await die(world, 1, { error: "zendesk rejected HTTP 404", key: "e" });
  await hold(world);
  await using folder = await createFolder();
  const tasks = async (...args: string[]) => {
    const { code, out, errors } = await runCommand("tasks", args, {
      folder: folder.path,
      variables: world.env,
    });
    return { code, said: (out + errors).trim() };
  };
  const listed = await tasks();
  expect(listed.said).toMatch(
    /^3 {2}add-note, since [-\d]+ [:\d]+ UTC\n\s+zendesk rejected HTTP 422: Ticket … is closed\n\s+1 {2}add-note, .*\n\s+zendesk rejected HTTP 404$/,
  );
  // One task's whole error, as the console shows it, means all of its reason.
  const which = ["--kind", "add-note", "--reason", "zendesk rejected HTTP 422: Ticket 2 is closed"];
  expect(await tasks("--discard", ...which, "--dry-run")).toEqual({
    code: 0,
    said: "3 dead tasks of the kind add-note.\nNothing was changed.",
  });
  expect(await stand(world)).toMatchObject({ dead: 4 });
  expect(await tasks("--discard", ...which)).toEqual({
    code: 0,
    said: "3 dead tasks of the kind add-note.\n3 discarded.",
  });
  expect(await tasks("--retry", "--kind", "add-note")).toEqual({
    code: 0,
    said: expect.stringMatching(/^1 dead task of the kind add-note\.\n1 tried again, /),
  });
  expect(await stand(world)).toEqual({ dead: 0, open: 1, done: 3 });
  expect(await tasks()).toEqual({ code: 0, said: "No task is dead." });
});

test.for([
  [["--retry", "--discard", "--kind", "add-note"], "give one of --retry and --discard"],
  [["--retry"], "give --kind, as `npm run tasks` lists it"],
  [
    ["--retry", "--kind", "unheard-of"],
    "--kind: nobody here does tasks of the kind unheard-of, so they can only be discarded",
  ],
  [["--dry-run"], "give --retry or --discard as well, or nothing to list what is dead"],
] as const)("%j is refused with what is wrong", async ([args, message]) => {
  const { surroundings } = keepWhatIsSaid({});
  await expect(runTasks([...args], surroundings)).rejects.toThrow(message);
});

test("without a database the command names the setting", async () => {
  const { surroundings, said } = keepWhatIsSaid({});
  expect(await runTasks([], surroundings)).toBe(1);
  expect(said()).toContain("POSTGRES_URL");
});
