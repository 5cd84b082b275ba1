import type { Described } from "./description.ts";

const OPTIONAL = "Optional";

export const CUSTOMERS: Described<"customers"> = {
  DEFAULT_LANGUAGE: {
    text: "The language in which customers are written to where nothing tells theirs: `en`, `es`, `pt`, `fr`, `de`, `it`, `id`, `hi`, `ar`, `tr` or `nl`",
    neededWhen: OPTIONAL,
    hint: "",
  },
  AGENT_LANGUAGE: {
    text: "The language of the notes for agents, by the same codes",
    neededWhen: OPTIONAL,
    hint: "",
  },
};
