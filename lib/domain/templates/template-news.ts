/** What a provider tells of one template in a webhook, as `KnownTemplate` has it; what it does not mention is left out. */
export type TemplateNews = {
  /** As the provider writes it: another account's template may have the same name. */
  externalId: string;
  name: string;
  language: string;
  /** When it was so; null where the webhook does not say. */
  at: Date | null;
  status?: string;
  category?: string;
  quality?: string | null;
  rejectedBecause?: string | null;
  isGone?: boolean;
  /** There is more to know than it says, so the provider is asked. */
  isPartly: boolean;
};
