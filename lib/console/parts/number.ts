const FORMAT = new Intl.NumberFormat("en");

/** A number with its thousands apart, such as "12,345". */
export function number(count: number): string {
  return FORMAT.format(count);
}

/** How much of the whole, to a tenth of a percent, and never rounded up to everything or down to nothing. */
export function share(count: number, whole: number): string {
  if (whole === 0) return "–";
  const percent = Math.floor((count / whole) * 1000) / 10;
  return percent === 0 && count > 0 ? "under 0.1 %" : `${percent} %`;
}

/** How two parts share a whole: to a tenth of a percent, together always all of it, and neither rounded down to nothing. */
export function sharesOfTwo(one: number, other: number): [string, string] {
  const whole = one + other;
  if (one === 0 || other === 0) return [share(one, whole), share(other, whole)];
  const tenths = Math.min(999, Math.max(1, Math.round((one / whole) * 1000)));
  return [`${tenths / 10} %`, `${(1000 - tenths) / 10} %`];
}
