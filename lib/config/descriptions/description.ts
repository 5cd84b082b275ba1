import type { Group, NameIn } from "../settings.ts";

/** What people are told of a setting. It stands apart from the setting's record, since nothing of it is deployed. */
export type Description = {
  /** What it is, as `npm run setup` asks for it and docs/configuration.md says. */
  text: string;
  /** Who has to set it. */
  neededWhen: string;
  /** The comment above it in .env.example; empty where its name says enough. */
  hint: string;
};

/** A description of every setting in these groups. */
export type Described<G extends Group> = Readonly<Record<NameIn<G>, Description>>;
