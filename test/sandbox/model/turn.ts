import { type ChatMessage, type ChatRequest, textOf } from "./chat.ts";

const LANGUAGES = ["en", "es", "pt"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A request as the script reads it. */
export type Turn = {
  /** What the customer wrote last. */
  said: string;
  /** What both said before. */
  before: string;
  language: Language;
  /** What the tools answered since then, by their names; a tool that answered twice has its last answer here. */
  results: Map<string, string>;
  /** A language in which it may search: the customer's, if there is any knowledge in it. */
  searchesIn: string;
  /** The names of the tools that it may call. */
  offered: string[];
};

/** The request as the script reads it. */
export function readTurn({ messages, tools = [] }: ChatRequest): Turn {
  const at = messages.findLastIndex(({ role }) => role === "user");
  const newest = messages[at];
  const said = newest ? textOf(newest) : "";
  const before = messages
    .slice(0, Math.max(at, 0))
    .filter(({ role }) => role !== "system")
    .map(textOf)
    .join("\n");
  const language = languageOf(said) ?? languageOf(before) ?? "en";
  return {
    said,
    before,
    language,
    searchesIn: searchable(tools, language),
    results: resultsIn(messages.slice(at + 1)),
    offered: tools.map((tool) => tool.function.name),
  };
}

/** As the tool says of itself, which languages it knows. */
function searchable(tools: NonNullable<ChatRequest["tools"]>, language: Language): string {
  const search = tools.find((tool) => tool.function.name === "search_knowledge");
  const known = /written in: ([a-z, ]+)/.exec(search?.function.description ?? "")?.[1]?.split(", ") ?? [];
  return known.length === 0 || known.includes(language) ? language : (known[0] ?? language);
}

function resultsIn(messages: ChatMessage[]): Map<string, string> {
  const names = new Map(
    messages.flatMap(({ tool_calls = [] }) => tool_calls.map((call) => [call.id, call.function.name])),
  );
  const answered = messages.filter(({ role }) => role === "tool");
  return new Map(answered.map((message) => [names.get(message.tool_call_id ?? "") ?? "", textOf(message)]));
}

/** Words that stand in one of the languages alone. */
const TELLING: Record<Language, RegExp> = {
  en: /\b(the|my|i|is|you|what|how|when|since|please|hello|have|with|your|do)\b/i,
  es: /[¿¡]|\b(hola|el|mi|tengo|dolor|contraseña|pedido|gracias|cuándo|dónde|qué|quiero|ayer|cuál|una|está)(?!\p{L})/iu,
  pt: /ã|õ|ç|\b(olá|meu|minha|tenho|dor|senha|obrigado|obrigada|quando|onde|você|quero|ontem|uma|está)(?!\p{L})/iu,
};

function languageOf(text: string): Language | undefined {
  const found = LANGUAGES.map((language) => ({
    language,
    count: text.match(new RegExp(TELLING[language].source, `${TELLING[language].flags}g`))?.length ?? 0,
  }));
  const most = found.toSorted((a, b) => b.count - a.count)[0];
  return most && most.count > 0 ? most.language : undefined;
}
