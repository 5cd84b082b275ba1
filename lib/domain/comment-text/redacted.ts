/** A tag, whatever stands in its attributes, or the text before the next one. */
const PIECES = /<(?:"[^"]*"|'[^']*'|[^'"<>])*>|[^<]+|</g;
/** What points somewhere, or shows something: redacted as a whole, since an address or a name stands in it. */
const POINTS = /^<(a|img)\b/i;
/** What Zendesk leaves in place of a redacted sign, and what says nothing. */
const SAYS_NOTHING = /^(?:&nbsp;|[\s\u2587])*$/;

/**
 * A comment's HTML with everything in it marked as Zendesk wants it for a redaction; null where nothing is left to redact.
 * @see https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/#redact-ticket-comment-in-agent-workspace
 */
export function redacted(html: string): string | null {
  let isAny = false;
  const marked = html.replace(PIECES, (piece) => {
    const isTag = piece.startsWith("<") && piece.length > 1;
    if (isTag ? !POINTS.test(piece) : SAYS_NOTHING.test(piece)) return piece;
    isAny = true;
    if (!isTag) return `<redact>${piece}</redact>`;
    return piece.replace(/\s*\/?>$/, " redact>");
  });
  return isAny ? marked : null;
}
