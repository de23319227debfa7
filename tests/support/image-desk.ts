import path from "node:path";
import { expect } from "vitest";
import { handler } from "@/lambda/images/handler";
import type { ImageItem } from "@/lib/domain/image-item";
import { env } from "@/lib/env";
import { findImage } from "@/lib/images/images";
import { receiveImage, type UploadResult } from "@/lib/images/upload";
import { showImage } from "@/lib/public/image";
import { receive } from "./engine";

/** The way of an image from its upload to its public address, by the product's own functions. */
export const storageFolder = path.join(env.LETTERPRESS_DATA_DIR, "files");

export async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 64_000) yield bytes.subarray(at, at + 64_000);
}

export async function upload(bytes: Buffer, name = "picture.jpg"): Promise<UploadResult> {
  return receiveImage(inPieces(bytes), { name, userId: 1, expectedBytes: bytes.length });
}

/** The handler is called with what stands on the queue, as the Lambda is. */
export async function workOff(): Promise<void> {
  const messages = await receive("images");
  if (messages.length === 0) return;
  const bodies = messages.map(({ Body }) => Body ?? "");
  const records = bodies.map((body) => ({ messageId: "1", body }));
  // oxlint-disable-next-line typescript/consistent-type-assertions -- the handler reads nothing else
  const event = { Records: records } as Parameters<typeof handler>[0];
  expect(await handler(event)).toEqual({ batchItemFailures: [] });
  await workOff();
}

export async function makeImage(bytes: Buffer, name?: string): Promise<ImageItem> {
  const result = await upload(bytes, name);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  await workOff();
  return getImage(result.imageId);
}

export async function getImage(id: number): Promise<ImageItem> {
  const image = await findImage(id);
  if (!image) throw new Error("not in the library");
  return image;
}

export function nameOf(url: string | null): string {
  return url?.split("/").at(-1) ?? "";
}

export async function servedFile(image: ImageItem): Promise<Buffer> {
  const response = await showImage(new Request("http://x/"), nameOf(image.url));
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}
