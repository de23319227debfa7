import type { Sharp } from "sharp";
import type { ImageKind } from "@/lib/domain/image-kind";
import { imageLimits } from "@/lib/domain/image-limits";
import { type Engine, openOptions } from "./engine";
import type { RenderedFile, Rows } from "./render";

type Still = { file: RenderedFile; smallFile: RenderedFile; width: number; height: number };

/** Transparent logos above this are stored with a palette, which hardly anybody sees. */
const heavyPng = 1024 * 1024;

/** A picture twice as wide as mails draw it, and one as wide; never larger than it came. */
export async function renderStill(
  engine: Engine,
  source: Buffer,
  { kind, rows }: { kind: ImageKind; rows?: Rows },
): Promise<Still> {
  const whole = engine(source, openOptions)
    .autoOrient()
    .resize({ width: imageLimits.width * 2, withoutEnlargement: true })
    .toColourspace("srgb");
  const { data: pixels, info } = await whole.raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const picture = engine(pixels, { raw, limitInputPixels: imageLimits.pixels });
  if (rows) picture.extract({ left: 0, width: info.width, ...rows });
  const file = await encode(picture, kind);
  const height = rows?.height ?? info.height;
  const small = picture.clone().resize({ width: imageLimits.width, withoutEnlargement: true });
  const smallFile =
    info.width <= imageLimits.width ? file : await encodeAs(small, file.extension === "png");
  return { file, smallFile, width: info.width, height };
}

/** PNG for what is transparent and for drawings that are smaller so, JPEG for everything else. */
async function encode(picture: Sharp, kind: ImageKind): Promise<RenderedFile> {
  const { isOpaque } = await picture.clone().stats();
  if (!isOpaque) return encodeAs(picture, true);
  const photograph = await encodeAs(picture, false);
  // A photograph was already a JPEG; of others the smaller wins, and a drawing stays sharp.
  if (kind === "jpeg" || kind === "heic" || kind === "avif") return photograph;
  const drawing = await encodeAs(picture, true);
  return drawing.bytes.length <= photograph.bytes.length ? drawing : photograph;
}

async function encodeAs(picture: Sharp, isPng: boolean): Promise<RenderedFile> {
  if (!isPng) {
    // Full colour: promotions have red words on white, which become grey at half of it.
    const look = { quality: 84, mozjpeg: true, chromaSubsampling: "4:4:4" } as const;
    const flat = picture.clone().flatten({ background: "#ffffff" });
    return { bytes: await flat.jpeg(look).toBuffer(), extension: "jpg" };
  }
  const bytes = await picture.clone().png({ compressionLevel: 9 }).toBuffer();
  if (bytes.length <= heavyPng) return { bytes, extension: "png" };
  const palette = await picture.clone().png({ palette: true, quality: 90, effort: 7 }).toBuffer();
  return { bytes: palette, extension: "png" };
}
