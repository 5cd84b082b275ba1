/** Every path under which Meta may know our webhook, the canonical one first. Meta signs the body alone, so any will do. */
export const META_ROUTES = { webhook: ["/api/meta/webhook", "/webhook"] } as const;
