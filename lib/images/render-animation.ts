import { imageLimits } from "@/lib/domain/image-limits";
import { type Engine, openOptions } from "./engine";
import type { RenderResult } from "./render";

/** Tried in turn until one is light enough: every reader loads all frames. */
const attempts = [
  { width: imageLimits.width, colours: 256 },
  { width: imageLimits.width, colours: 96 },
  { width: 480, colours: 96 },
  { width: 360, colours: 64 },
] as const;

/** Always a GIF: of what moves, nothing else is shown by every mail program. */
export async function renderAnimation(
  engine: Engine,
  source: Buffer,
  { width: wide }: { width: number },
): Promise<RenderResult> {
  for (const [index, { width, colours }] of attempts.entries()) {
    if (index > 0 && width !== imageLimits.width && width >= wide) continue; // as small as it came
    const { data, info } = await engine(source, { ...openOptions, animated: true })
      .resize({ width, withoutEnlargement: true })
      .toColourspace("srgb")
      .gif({ colours, effort: 5 })
      .toBuffer({ resolveWithObject: true });
    const isLast = index === attempts.length - 1;
    if (data.length > imageLimits.animationBytes && !isLast) continue;
    if (data.length > imageLimits.animationMostBytes) break;
    const file = { bytes: data, extension: "gif" } as const;
    const height = info.pageHeight ?? info.height;
    const size = { width: info.width, height };
    return { ok: true, file, smallFile: file, ...size, isAnimated: true, calm: [] };
  }
  return { ok: false, reason: "animation_too_large" };
}
