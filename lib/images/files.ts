import { createHash } from "node:crypto";
import { storeFile } from "@/lib/storage/storage";
import type { RenderedFile } from "./render";

/** The upload without its metadata: never shown to anybody who is not signed in. */
export function uploadKey(sourceHash: string): string {
  return `uploads/${sourceHash}`;
}

/** What mails show, by its name in public addresses. */
export function publicKey(file: string): string {
  return `images/${file}`;
}

/** A name by the content: whoever has the address has this picture for ever, from any cache. */
export async function keepPublicFile({ bytes, extension }: RenderedFile): Promise<string> {
  const name = `${createHash("sha256").update(bytes).digest("hex")}.${extension}`;
  await storeFile(publicKey(name), bytes);
  return name;
}
