/**
 * For so long after a customer's last WhatsApp message, anything may be written to them; afterwards approved templates only.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows
 */
export const SERVICE_WINDOW_HOURS = 24;

/** How long before the window closes an agent is reminded of a ticket that waits for them. */
export const REMINDER_HOURS_BEFORE = 1;
