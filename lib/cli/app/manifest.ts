import { ROUTES } from "../../doctor/routes.ts";
import { SIDEBAR_APP, type SidebarAppSettings } from "../../domain/sidebar/sidebar-app.ts";

const HOST = "host" satisfies keyof SidebarAppSettings;

/** Zendesk puts the installation's own host there, so that one package serves every deployment. */
const page = { url: `https://{{setting.${HOST}}}${ROUTES.zendesk.sidebar[0]}`, flexible: true };

/** @see https://developer.zendesk.com/documentation/apps/app-developer-guide/manifest/ */
export const MANIFEST = {
  name: SIDEBAR_APP.name,
  // Zendesk asks for somebody; a private app's is shown to its own account alone.
  author: { name: SIDEBAR_APP.name, email: "tickline@example.com" },
  version: SIDEBAR_APP.version,
  defaultLocale: "en",
  frameworkVersion: "2.0",
  private: true,
  // Zendesk then posts a token that says who looks.
  signedUrls: true,
  singleInstall: true,
  location: { support: { ticket_sidebar: page, new_ticket_sidebar: page } },
  parameters: [{ name: HOST, type: "text", required: true }],
  // Nothing goes through Zendesk's proxy: the page calls the host that it came from.
  domainWhitelist: [],
};

/** What people read of it in Zendesk, for `translations/en.json`. */
export const TRANSLATIONS = {
  app: {
    name: SIDEBAR_APP.name,
    short_description: SIDEBAR_APP.description,
    long_description: SIDEBAR_APP.description,
    installation_instructions: "npm run setup -- --app installs it.",
    parameters: {
      [HOST]: {
        label: "Host of your Tickline",
        helpText: "Its domain alone, such as support.example.com: what PUBLIC_BASE_URL has behind https://",
      },
    },
  },
};
