import * as z from "zod";
import type { ImageEdit, ImageItem, ImageUses } from "@/lib/domain/image-item";
import { imageProblems } from "@/lib/domain/image-limits";

const image = z.object({
  id: z.int(),
  name: z.string(),
  alt: z.string(),
  state: z.enum(["processing", "ready", "failed"]),
  problem: z.enum(imageProblems).nullable(),
  url: z.string().nullable(),
  thumbnail: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  bytes: z.int().nullable(),
  isAnimated: z.boolean(),
  calm: z.array(z.tuple([z.int(), z.int()])),
  part: z.object({ of: z.int(), n: z.int(), count: z.int() }).nullable(),
  createdAt: z.string(),
});

const one = z.object({ image });
const some = z.object({ images: z.array(image) });
const page = some.extend({ next: z.int().optional() });
const uses = z.object({
  campaigns: z.array(z.object({ id: z.int(), name: z.string(), status: z.string() })),
  count: z.int(),
});
const refusal = z.object({ message: z.string() });

/** What the server answered; without a message it was not reached. */
export type Answer<T> = { ok: true; value: T } | { ok: false; message: string | undefined };

async function ask<T>(path: string, schema: z.ZodType<T>, init?: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(`/api/images${path}`, init);
    const body: unknown = await response.json();
    if (response.ok) return { ok: true, value: schema.parse(body) };
    const refused = refusal.safeParse(body);
    return { ok: false, message: refused.success ? refused.data.message : undefined };
  } catch {
    return { ok: false, message: undefined };
  }
}

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

export type LibraryPage = { images: ImageItem[]; next?: number | undefined };

export function askLibrary(search: string, before: number | undefined, signal?: AbortSignal) {
  const parameters = new URLSearchParams({ q: search });
  if (before !== undefined) parameters.set("before", String(before));
  return ask<LibraryPage>(`?${parameters}`, page, signal ? { signal } : {});
}

export function askImages(ids: readonly number[]): Promise<Answer<{ images: ImageItem[] }>> {
  return ask(`?ids=${ids.join(",")}`, some);
}

export function askImage(id: number): Promise<Answer<{ image: ImageItem; uses: ImageUses }>> {
  return ask(`/${id}`, one.extend({ uses }));
}

export function sendImage(file: File): Promise<Answer<{ image: ImageItem }>> {
  return ask("", one, {
    method: "POST",
    headers: {
      "content-type": "application/octet-stream",
      "x-file-name": encodeURIComponent(file.name),
    },
    body: file,
  });
}

export function sendEdit(id: number, edit: ImageEdit): Promise<Answer<{ image: ImageItem }>> {
  return ask(`/${id}`, one, json("PATCH", edit));
}

export function sendRemoval(id: number): Promise<Answer<{ keepsFiles: boolean }>> {
  return ask(`/${id}`, z.object({ keepsFiles: z.boolean() }), { method: "DELETE" });
}

export function sendCuts(id: number, cuts: number[]): Promise<Answer<{ images: ImageItem[] }>> {
  return ask(`/${id}/parts`, some, json("POST", { cuts }));
}
