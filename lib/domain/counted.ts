const FORMAT = new Intl.NumberFormat("en");

/** A count that stops at a limit, as it is said: "9,999", and from the limit on "10,000 or more". */
export const counted = (count: number, atMost: number) =>
  count < atMost ? FORMAT.format(count) : `${FORMAT.format(count)} or more`;
