import * as z from "zod";
import type { CalmBand } from "./image-cuts";
import { imageLimits, type ImageProblem } from "./image-limits";

/** An image of the library as the browser gets it. */
export type ImageItem = {
  id: number;
  name: string;
  alt: string;
  state: "processing" | "ready" | "failed";
  problem: ImageProblem | null;
  /** What mails carry; null until it is ready. */
  url: string | null;
  /** What the dashboard shows of it: until it is ready the upload, without its metadata. */
  thumbnail: string | null;
  /** Of the file, in pixels. */
  width: number | null;
  height: number | null;
  bytes: number | null;
  isAnimated: boolean;
  /** Rows where nothing is drawn, of images that are tall enough to be cut. */
  calm: CalmBand[];
  part: { of: number; n: number; count: number } | null;
  createdAt: string;
};

/** Where an image stands. */
export type ImageUse = { id: number; name: string; status: string };

export type ImageUses = { campaigns: ImageUse[]; count: number };

/** How wide a mail draws an image: the files are made for screens with twice as many dots. */
export function drawnWidth(width: number): number {
  return Math.min(imageLimits.width, width);
}

export const imageEdit = z.object({
  name: z.string().trim().min(1).max(imageLimits.name).optional(),
  alt: z.string().trim().max(imageLimits.alt).optional(),
});
export type ImageEdit = z.infer<typeof imageEdit>;

export const imageParts = z.object({
  cuts: z
    .array(z.int().positive())
    .min(1)
    .max(imageLimits.parts - 1),
});
