import type { CalmBand } from "@/lib/domain/image-cuts";
import { imageLimits } from "@/lib/domain/image-limits";
import { type Engine, openOptions } from "./engine";

/** What compression leaves of one colour. */
const noise = 14;
/** Lower bands are gaps between lines of text: cutting there parts a sentence. */
const lowest = 24;
const narrow = 300;

/** Bands of rows that are of one colour: where a tall image can be cut and nobody sees it. */
export async function findCalm(engine: Engine, file: Buffer): Promise<CalmBand[]> {
  const { data, info } = await engine(file, openOptions)
    .greyscale()
    .resize({ width: narrow, height: await heightOf(engine, file), fit: "fill" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const bands: CalmBand[] = [];
  let from = 0;
  for (let row = 0; row <= info.height; row += 1) {
    const isCalm = row < info.height && isOneColour(data, row * info.width * info.channels, info);
    if (isCalm) continue;
    if (row - from >= lowest) bands.push([from, row - 1]);
    from = row + 1;
  }
  return bands.slice(0, imageLimits.parts * 20);
}

async function heightOf(engine: Engine, file: Buffer): Promise<number> {
  return (await engine(file, openOptions).metadata()).height;
}

function isOneColour(
  pixels: Buffer,
  start: number,
  { width, channels }: { width: number; channels: number },
): boolean {
  let [low, high] = [255, 0];
  for (let at = start; at < start + width * channels; at += channels) {
    const value = pixels[at] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
    if (high - low > noise) return false;
  }
  return true;
}
