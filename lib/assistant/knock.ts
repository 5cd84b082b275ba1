import * as z from "zod/mini";
import type { ModelServer } from "../config/env-assistant.ts";
import { inTime, TOO_SLOW } from "./in-time.ts";
import { createModelFetch, ModelError } from "./model-fetch.ts";

type Settings = { model: string; server: ModelServer; upstreamOrigin: string | undefined };

const PATIENCE_MS = 3_000;

/** Where the AI Gateway speaks as OpenAI does, and tells the credits of a key. @see https://vercel.com/docs/ai-gateway/sdks-and-apis/rest-api */
const GATEWAY = "https://ai-gateway.vercel.sh/v1";

const Models = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Whether a model's server is there, takes the key, and has the model, as far as it tells; null where all is well, else why not. Costs nothing. */
export async function knock({ model, server, upstreamOrigin }: Settings): Promise<string | null> {
  try {
    const told = await inTime(PATIENCE_MS, async ({ signal }) => {
      const call = caller(server, createModelFetch({ upstreamOrigin, signal }));
      return server.at === "gateway"
        ? knockAtGateway(model, call)
        : knockAtServer(model, server.baseUrl, call);
    });
    return told === TOO_SLOW ? `it did not answer within ${PATIENCE_MS / 1000} s` : told;
  } catch (error) {
    if (error instanceof ModelError) return error.message;
    throw error;
  }
}

type Call = (url: string, method?: "POST") => Promise<unknown>;

function caller({ apiKey }: ModelServer, ourFetch: typeof fetch): Call {
  return async (url, method) => {
    const headers = {
      "content-type": "application/json",
      ...(apiKey && { authorization: `Bearer ${apiKey}` }),
    };
    const response = await ourFetch(url, { headers, ...(method && { method, body: "{}" }) });
    return response.json();
  };
}

/** Anybody may see its models; its credits are told to whoever has a key. */
async function knockAtGateway(model: string, call: Call): Promise<string | null> {
  const [models] = await Promise.all([call(`${GATEWAY}/models`), call(`${GATEWAY}/credits`)]);
  return unlisted(model, models);
}

async function knockAtServer(model: string, baseUrl: string, call: Call): Promise<string | null> {
  try {
    return unlisted(model, await call(`${baseUrl}/models`));
  } catch (error) {
    if (!isRefusal(error, [404, 405])) throw error;
  }
  // It lists no models: a question that asks nothing is refused by whoever is there, and costs nothing.
  try {
    await call(`${baseUrl}/chat/completions`, "POST");
  } catch (error) {
    if (isRefusal(error, [404, 405]))
      return `it has no chat completions at ASSISTANT_BASE_URL (HTTP ${error.status})`;
    if (isRefusal(error, [400, 415, 422, 500])) return null;
    throw error;
  }
  return null;
}

const isRefusal = (error: unknown, statuses: number[]): error is ModelError =>
  error instanceof ModelError && error.status !== undefined && statuses.includes(error.status);

/** Some list a model by a longer name than they take: `models/<name>`, `<name>:latest`. A list that cannot be read, or is empty, says nothing. */
function unlisted(model: string, answer: unknown): string | null {
  const { data: listed } = Models.safeParse(answer).data ?? { data: [] };
  const isListed = listed.some(
    ({ id }) => id === model || id.endsWith(`/${model}`) || id === `${model}:latest`,
  );
  return listed.length === 0 || isListed ? null : `it does not list the model ${model}`;
}
