import type { Colour } from "./png.ts";

/** The mark of public/console/icon.svg, in its own units. */
const SIDE = 32;
const CORNER = 8;
const STROKE = 2.6;
const GROUND = [15, 118, 110] as const;
const TICKS = [
  [6, 17, 11, 22],
  [11, 22, 21, 10],
  [14, 20, 16, 22],
  [16, 22, 26, 10],
] as const;

/** Our mark, pixel by pixel of a square of this size. */
export function iconPixel(size: number): (x: number, y: number) => Colour {
  const scale = size / SIDE;
  /** How much of a pixel lies within, by how far its middle is from the edge. */
  const share = (outside: number) => Math.min(Math.max(0.5 - outside * scale, 0), 1);
  return (x, y) => {
    const [across, down] = [(x + 0.5) / scale, (y + 0.5) / scale];
    const white = share(Math.min(...TICKS.map((line) => distance(across, down, line))) - STROKE / 2);
    const [red, green, blue] = GROUND.map((part) => Math.round(part + (255 - part) * white));
    return [red ?? 0, green ?? 0, blue ?? 0, Math.round(255 * share(outsideOfGround(across, down)))];
  };
}

function distance(x: number, y: number, [x1, y1, x2, y2]: (typeof TICKS)[number]): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = Math.min(Math.max(((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy), 0), 1);
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

/** Below 0 within the square with its round corners. */
function outsideOfGround(x: number, y: number): number {
  const [dx, dy] = [x, y].map((part) => Math.abs(part - SIDE / 2) - SIDE / 2 + CORNER) as [number, number];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - CORNER;
}
