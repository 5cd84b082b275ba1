import type { KnownTemplate } from "../domain/templates/known-template.ts";
import type { SidebarTemplate } from "./state.ts";

/** A template as the page shows it. */
export function sidebarTemplate(template: KnownTemplate): SidebarTemplate {
  const { id, provider, name, language, category, quality, header, body, footer, buttons, variables } =
    template;
  return { id, provider, name, language, category, quality, header, body, footer, buttons, variables };
}
