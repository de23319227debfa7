import { open, rename } from "node:fs/promises";

/** On the disk, not only in its cache, before it gets the name that is believed. */
export async function settleFile(from: string, to: string): Promise<void> {
  const file = await open(from, "r+");
  await file.sync();
  await file.close();
  await rename(from, to);
}
