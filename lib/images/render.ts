import { type CalmBand, isTall } from "@/lib/domain/image-cuts";
import type { ImageKind } from "@/lib/domain/image-kind";
import { imageLimits, type ImageProblem } from "@/lib/domain/image-limits";
import { findCalm } from "./calm";
import { loadEngine, openOptions } from "./engine";
import { renderAnimation } from "./render-animation";
import { renderStill } from "./render-still";

export type RenderedFile = { bytes: Buffer; extension: "jpg" | "png" | "gif" };

export type Rendered = {
  ok: true;
  file: RenderedFile;
  smallFile: RenderedFile;
  width: number;
  height: number;
  isAnimated: boolean;
  calm: CalmBand[];
};

/** Rows of the finished file, of which only these are wanted. */
export type Rows = { top: number; height: number };

export type RenderResult = Rendered | { ok: false; reason: ImageProblem };

/** From any upload to what every mail program shows: upright, sRGB, without metadata, never WebP. */
export async function renderImage(
  source: Buffer,
  { kind, rows }: { kind: ImageKind; rows?: Rows },
): Promise<RenderResult> {
  const engine = await loadEngine();
  if (!engine) return { ok: false, reason: "engine" };
  try {
    const { width, height, pages = 1 } = await engine(source, openOptions).metadata();
    // Of animations sharp counts one frame here, and all of them only once it decodes.
    const isTooLong = Math.max(width, height) > imageLimits.side;
    if (isTooLong || width * height * pages > imageLimits.pixels) {
      return { ok: false, reason: "too_many_pixels" };
    }
    if (pages > 1 && (kind === "gif" || kind === "webp")) {
      return await renderAnimation(engine, source, { width });
    }
    const still = await renderStill(engine, source, { kind, ...(rows && { rows }) });
    const calm = !rows && isTall(still) ? await findCalm(engine, still.file.bytes) : [];
    return { ok: true, ...still, isAnimated: false, calm };
  } catch (error) {
    return { ok: false, reason: problemOf(error, kind) };
  }
}

/** libvips has sentences only. */
function problemOf(error: unknown, kind: ImageKind): ImageProblem {
  const message = error instanceof Error ? error.message : "";
  if (/pixel limit|too (large|many)|exceeds/i.test(message)) return "too_many_pixels";
  if (kind === "heic") return "heic";
  return "broken";
}
