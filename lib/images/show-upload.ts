import { and, eq, isNull } from "drizzle-orm";
import { db } from "@/db";
import { images } from "@/db/schema/images";
import { findFile } from "@/lib/storage/storage";
import { uploadKey } from "./files";
import { imageHeaders } from "./image-headers";

const types: Record<string, string> = {
  jpeg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
};

/** The upload without its metadata, for the people of the dashboard while its files are being made. */
export async function showUpload(id: number): Promise<Response> {
  const [row] = await db
    .select({ sourceHash: images.sourceHash, kind: images.kind })
    .from(images)
    .where(and(eq(images.id, id), isNull(images.removedAt)));
  const type = row && types[row.kind];
  const bytes = type && (await findFile(uploadKey(row.sourceHash)));
  if (!type || !bytes) return new Response(null, { status: 404, headers: imageHeaders });
  const headers = { ...imageHeaders, "content-type": type, "cache-control": "private, max-age=60" };
  return new Response(new Uint8Array(bytes), { headers });
}
