import * as z from "zod/mini";
import { parsePhone } from "../../domain/address.ts";
import { parseJson } from "./json.ts";
import { CONNECTING, PLAIN, type Setting } from "./setting.ts";
import { flag, matching, NONE, oneOf, secret, text } from "./value.ts";

const subdomain = matching(/^[a-z0-9][a-z0-9-]*$/i, "the subdomain alone: acme for acme.zendesk.com");
const appId = matching(/^\d{1,20}$/, "the digits of the app's id");
const fieldId = matching(/^\d{1,20}$/, "the digits of the field's id, which ZENDESK_TICKS=field needs");

/** Zendesk publishes one for trying webhooks out: anybody could sign with it. */
const PUBLISHED = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";
const unpublished = {
  schema: () =>
    z.string().check(
      z.minLength(16),
      z.refine((value) => value !== PUBLISHED),
    ),
  unlessSet: undefined,
  mustBe: `${secret.mustBe}, and not the one that Zendesk publishes for tests`,
};

/** Brand and group by number; a number that is none makes the whole setting malformed. */
const routing = {
  schema: () =>
    z.pipe(
      z.string(),
      z.pipe(
        z.transform(parseJson),
        z.record(
          z.pipe(z.pipe(z.string(), z.transform(parsePhone)), z.string()),
          z.object({ brandId: z.optional(z.int()), groupId: z.optional(z.int()) }),
        ),
      ),
    ),
  unlessSet: NONE,
  mustBe: 'JSON like {"+14155550100":{"brandId":1,"groupId":2}}',
};

const templateName = matching(/^[\w.-]{1,512}$/, "a template's name");
/** Ids of ticket fields by the variables of templates that they fill. */
const templateFields = {
  schema: () =>
    z.pipe(
      z.string(),
      z.pipe(
        z.transform(parseJson),
        z.record(
          z.string(),
          z.pipe(z.union([z.string().check(z.regex(/^\d{1,20}$/)), z.int()]), z.transform(String)),
        ),
      ),
    ),
  unlessSet: NONE,
  mustBe: 'JSON like {"order":360001234567}',
};

export const ZENDESK = {
  ZENDESK_SUBDOMAIN: { value: subdomain, isSecret: false, ...CONNECTING },
  ZENDESK_OAUTH_CLIENT_ID: { value: text, isSecret: false, ...CONNECTING },
  ZENDESK_OAUTH_CLIENT_SECRET: { value: text, isSecret: true, ...CONNECTING },
  ZENDESK_EMAIL: { value: text, isSecret: false, ...CONNECTING },
  ZENDESK_API_TOKEN: { value: text, isSecret: true, ...CONNECTING },
  ZENDESK_WEBHOOK_SECRET: { value: unpublished, isSecret: true, ...CONNECTING, missed: "with Zendesk" },
  ZENDESK_TICKS: { value: oneOf(["notes", "field", "off"], "off"), isSecret: false, ...PLAIN },
  ZENDESK_TICKS_FIELD_ID: { value: fieldId, isSecret: false, ...PLAIN },
  ZENDESK_WINDOW_REMINDER: { value: flag(true), isSecret: false, ...PLAIN },
  ZENDESK_APP_ID: { value: appId, isSecret: false, ...PLAIN },
  ZENDESK_ROUTING: { value: routing, isSecret: false, ...PLAIN },
  WHATSAPP_START_TEMPLATE: { value: templateName, isSecret: false, ...PLAIN },
  WHATSAPP_TEMPLATE_FIELDS: { value: templateFields, isSecret: false, ...PLAIN },
} satisfies Record<string, Setting>;
