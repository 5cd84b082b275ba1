import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";
import { expect } from "vitest";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** That axe finds nothing serious in a page: in both themes, at a desk's width and at a phone's, which nothing may exceed. */
export async function expectNoFaults(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1200, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth),
        `width ${width}`,
      ).toBeLessThanOrEqual(width);
      const faults = await faultsIn(page);
      expect(faults, `${colorScheme}, ${width} wide`).toEqual([]);
    }
  }
}

/** What axe finds serious in a page, or in a frame of one. */
export async function faultsIn(page: Page | Frame): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    // axe put itself there, when it was evaluated.
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Fault[] }> } };
    type Fault = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
  });
}
