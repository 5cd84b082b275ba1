import { globSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBusiness } from "../../lib/assistant/read-business.ts";
import { playTranscript } from "../../lib/cli/assistant/play-transcript.ts";
import { readTranscript } from "../../lib/cli/assistant/read-transcript.ts";
import { startUpstreams, type Upstreams } from "../sandbox/upstreams.ts";
import { prompt, scriptedModel } from "../support/scripted-model.ts";

let upstreams: Upstreams;
beforeAll(async () => {
  upstreams = await startUpstreams({});
});
afterAll(() => upstreams.close());

test.for(globSync("test/assistant/*.yaml").sort())("%s holds", async (file) => {
  const transcript = await readTranscript(file);
  const business = await readBusiness(transcript.business ?? "test/sandbox/business");
  const hangs = transcript.turns.some(({ model }) =>
    model?.some((reply) => "fault" in reply && reply.fault === "hang"),
  );
  const model = scriptedModel(upstreams, hangs ? 300 : undefined);
  const turns = await Array.fromAsync(
    playTranscript(transcript, {
      ...{ model, business, unsafeWords: undefined },
      prompt: (replies) => prompt(upstreams, replies),
    }),
  );
  expect(turns).toHaveLength(transcript.turns.length);
  for (const { number, held, thought } of turns) {
    const lost = held.filter(({ isHeld }) => !isHeld);
    expect(lost, `turn ${number}: ${JSON.stringify(thought)}`).toEqual([]);
  }
});
