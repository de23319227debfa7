import { inArray } from "drizzle-orm";
import { db } from "@/db";
import { images } from "@/db/schema/images";

/** Bytes of the library's images that stand in these texts, by the address they stand there with. */
export async function findImageWeights(texts: readonly string[]): Promise<Map<string, number>> {
  const addresses = new Map<string, string>();
  for (const text of texts) {
    for (const [address, file] of text.matchAll(
      /https?:\/\/[^\s"'<>]+\/images\/([0-9a-f]{64}\.\w+)/g,
    )) {
      if (file !== undefined) addresses.set(address, file);
    }
  }
  if (addresses.size === 0) return new Map();
  const rows = await db
    .select({ file: images.file, bytes: images.bytes })
    .from(images)
    .where(inArray(images.file, [...new Set(addresses.values())]));
  const weights = new Map(rows.map(({ file, bytes }) => [file, bytes ?? 0]));
  return new Map([...addresses].map(([address, file]) => [address, weights.get(file) ?? 0]));
}
