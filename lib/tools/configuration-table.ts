import { EXAMPLE_GROUPS } from "../config/example-groups.ts";
import { DESCRIPTIONS, type Description } from "../config/setting-descriptions.ts";
import { SETTING_NAMES } from "../config/settings.ts";

const BEGIN = "<!-- Written by `npm run docs` from lib/config/setting-descriptions.ts -->";
const END = "<!-- End of what `npm run docs` writes -->";

const HEADER = `# Copy to .env.local for \`npm run serve\`, or let \`npm run setup\` write it; in Vercel, set these as the project's variables.
# \`npm run dev\` needs none of them. Empty values and placeholders count as missing. docs/configuration.md explains each.
# Written by \`npm run docs\` from lib/config/setting-descriptions.ts.
`;

/**
 * docs/configuration.md with its table as the schema of the settings has it today.
 * @throws {Error} when the page lacks the lines between which the table stands
 */
export function withConfigurationTable(page: string): string {
  const [before, rest] = page.split(BEGIN, 2);
  const [, after] = rest?.split(END, 2) ?? [];
  if (before === undefined || after === undefined)
    throw new Error(`docs/configuration.md lacks the lines ${BEGIN} and ${END}: put them around the table`);
  return `${before}${BEGIN}\n\n${table()}\n\n${END}${after}`;
}

/** `.env.example`: every setting that somebody sets by hand, empty. */
export function exampleFile(): string {
  const groups = EXAMPLE_GROUPS.map(({ title, hints }) => {
    const lines = Object.entries(hints).map(([name, hint]) => `${hint && `# ${hint}\n`}${name}=\n`);
    return `# ${title}\n${lines.join("")}`;
  });
  return [HEADER, ...groups].join("\n");
}

function table(): string {
  const rows: { names: string[]; description: Description }[] = [];
  for (const name of SETTING_NAMES) {
    const description = DESCRIPTIONS[name];
    const last = rows.at(-1);
    if (last?.description === description) last.names.push(name);
    else rows.push({ names: [name], description });
  }
  const lines = rows.map(
    ({ names, description: { text, neededWhen } }) =>
      `| ${names.map((name) => `\`${name}\``).join(", ")} | ${text} | ${neededWhen} |`,
  );
  return ["| Variable | What it is | Needed when |", "|---|---|---|", ...lines].join("\n");
}
