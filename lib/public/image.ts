import { imageHeaders } from "@/lib/images/image-headers";
import { publicKey } from "@/lib/images/files";
import { findFile } from "@/lib/storage/storage";

const types: Record<string, string> = { jpg: "image/jpeg", png: "image/png", gif: "image/gif" };

const nameShape = /^[0-9a-f]{64}\.(jpg|png|gif)$/;

/** A picture of a mail, for everybody. The name is its content's hash: any cache may keep it for ever. */
export async function showImage(request: Request, name: string): Promise<Response> {
  const extension = nameShape.exec(name)?.[1];
  const type = extension === undefined ? undefined : types[extension];
  const bytes = type === undefined ? undefined : await findFile(publicKey(name));
  if (type === undefined || bytes === undefined) {
    return new Response(null, { status: 404, headers: imageHeaders });
  }
  const etag = `"${name}"`;
  const headers = {
    ...imageHeaders,
    "cache-control": "public, max-age=31536000, immutable",
    "content-type": type,
    // Webmail and the preview of a mail show it from other origins.
    "cross-origin-resource-policy": "cross-origin",
    etag,
  };
  if (request.headers.get("if-none-match") === etag) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(new Uint8Array(bytes), {
    headers: { ...headers, "content-length": String(bytes.length) },
  });
}
