import type { ModelServer } from "../config/env-assistant.ts";
import type { Model } from "./assistant.ts";

export type ModelSettings = {
  model: string;
  server: ModelServer;
  upstreamOrigin: string | undefined;
  /** How long one question may take in all. */
  patienceMs: number;
};

/** The model that is configured, over the AI SDK. */
export function createModel({ model }: ModelSettings): Model {
  return {
    name: model,
    ask: async () => {
      throw new Error("not yet");
    },
    knock: async () => null,
  };
}
