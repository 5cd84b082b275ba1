/** A text that admins keep in Zendesk, in several languages; variants that are not active are left out. */
export type DynamicItem = { name: string; variants: { localeId: string; content: string }[] };

/** What the names of our items begin with. */
export const OURS = /^tickline[_\s-]+/i;

/** Whether an item may be a sentence of ours, by its name. */
export const isOurItem = ({ name }: Pick<DynamicItem, "name">) => OURS.test(name);
