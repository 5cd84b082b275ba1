import { DESCRIPTIONS, GROUP_TITLES } from "../config/setting-descriptions.ts";
import { GROUPS, type Group, SETTING_NAMES, type SettingName } from "../config/settings.ts";

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
  // Object.keys knows its own object's names as strings only.
  const groups = (Object.keys(GROUPS) as Group[]).filter((group) => GROUP_TITLES[group] !== null);
  const texts = groups.map((group) => {
    const lines = (Object.keys(GROUPS[group]) as SettingName[]).map((name) => {
      const { hint } = DESCRIPTIONS[name];
      return `${hint && `# ${hint}\n`}${name}=\n`;
    });
    return `# ${GROUP_TITLES[group]}\n${lines.join("")}`;
  });
  return [HEADER, ...texts].join("\n");
}

function table(): string {
  const rows: { names: string[]; says: string }[] = [];
  for (const name of SETTING_NAMES) {
    const { text, neededWhen } = DESCRIPTIONS[name];
    const says = `${text} | ${neededWhen}`;
    const last = rows.at(-1);
    // Neighbours of which the same is said share a row.
    if (last?.says === says) last.names.push(name);
    else rows.push({ names: [name], says });
  }
  const lines = rows.map(
    ({ names, says }) => `| ${names.map((name) => `\`${name}\``).join(", ")} | ${says} |`,
  );
  return ["| Variable | What it is | Needed when |", "|---|---|---|", ...lines].join("\n");
}
