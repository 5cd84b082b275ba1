import type { Page } from "playwright-core";

/** Types as often as it takes until the phone shows it: what a busy machine's page did not hear is typed again. */
export async function typeOnPhone(phone: Page, text: string): Promise<void> {
  const bubble = phone.locator("#chat .bubble", { hasText: text }).first();
  for (let tries = 1; ; tries += 1) {
    await phone.locator("#text").fill(text);
    await phone.locator("#composer .send").click();
    if (tries === 3) return bubble.waitFor();
    if (
      await bubble.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      )
    )
      return;
  }
}
