import { crc32, deflateSync } from "node:zlib";

const [WIDTH, HEIGHT] = [480, 320];

/** A PNG of a sunset over hills, drawn afresh: the photo that the sandbox's customers send. */
export function samplePhoto(): Buffer {
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const pixels = Array.from({ length: WIDTH }, (_, x) => colorAt(x, y));
    return Buffer.from([0, ...pixels.flat()]);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2], 8); // eight bits a channel, red green blue
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function colorAt(x: number, y: number): number[] {
  const near = HEIGHT * 0.8 + 22 * Math.sin(x / 64) + 8 * Math.sin(x / 19);
  const far = HEIGHT * 0.66 + 30 * Math.sin(x / 92 + 2);
  if (y > near) return [24, 62, 66];
  if (y > far) return [54, 94, 98];
  const sun = Math.hypot(x - WIDTH * 0.68, y - HEIGHT * 0.5);
  if (sun < 42) return [255, 240, 200];
  const glow = Math.max(0, 1 - sun / 260) ** 2;
  const height = y / HEIGHT;
  return [mix(120, 250, height, glow), mix(140, 178, height, glow), mix(190, 128, height, glow)];
}

function mix(top: number, bottom: number, height: number, glow: number): number {
  const sky = top + (bottom - top) * Math.min(1, height * 1.5);
  return Math.round(Math.min(255, sky + glow * 60));
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
