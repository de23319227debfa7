import sharp, { type Sharp } from "sharp";

export type Size = { width: number; height: number };

/** Every pixel another one, as in a photograph: JPEG is much smaller than PNG. */
export function photograph({ width, height }: Size): Sharp {
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  return sharp({ create: { width, height, channels: 3, background: "#000", noise } }).blur(1.5);
}

/** Few colours and hard edges: PNG is smaller. */
export function drawing({ width, height }: Size, { alpha = 1 } = {}): Sharp {
  const background = { r: 255, g: 80, b: 20, alpha };
  return sharp({ create: { width, height, channels: 4, background } });
}

/** White, with a block of noise in each band of `bands` from top down. */
export async function promotion(size: Size, bands: readonly [number, number][]): Promise<Buffer> {
  const blocks = await Promise.all(
    bands.map(async ([from, to]) => ({
      input: await photograph({ width: size.width, height: to - from })
        .png()
        .toBuffer(),
      top: from,
      left: 0,
    })),
  );
  return sharp({ create: { ...size, channels: 3, background: "#fff" } })
    .composite(blocks)
    .jpeg()
    .toBuffer();
}

/** Frames of noise, each a page. */
export async function animation(size: Size, frames: number): Promise<Sharp> {
  const pages = await Promise.all(
    Array.from({ length: frames }, () => photograph(size).ensureAlpha().png().toBuffer()),
  );
  return sharp(pages, { join: { animated: true } });
}

/** A PNG that says it is this large: a few kilobytes that unfold to gigabytes. */
export async function bomb(side: number): Promise<Buffer> {
  const small = await sharp({
    create: { width: 16, height: 16, channels: 3, background: "#fff" },
  })
    .png()
    .toBuffer();
  const large = Buffer.from(small);
  large.writeUInt32BE(side, 16);
  large.writeUInt32BE(side, 20);
  large.writeUInt32BE(crc32(large.subarray(12, 29)), 29);
  return large;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
