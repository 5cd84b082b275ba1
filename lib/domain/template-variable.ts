/**
 * The text as a template variable: no newline or tab, at most one space in a row, nothing around it.
 * Templates refuse an empty variable, so "" means: send no template.
 * @see https://www.twilio.com/docs/content/using-variables-with-content-api
 */
export function templateVariable(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
