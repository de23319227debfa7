import type { NextRequest } from "next/server";
import { getTranslations } from "next-intl/server";
import { imageLimits } from "@/lib/domain/image-limits";
import { parseId } from "@/lib/domain/parse-id";
import { searchText } from "@/lib/domain/search-text";
import { findImage, findImages, listImages } from "@/lib/images/images";
import { receiveImage, type UploadResult } from "@/lib/images/upload";
import { decodeFileName } from "@/lib/imports/multipart";
import { route } from "@/lib/route";

const noStore = { "cache-control": "no-store" };
const mostAsked = 60;

/** The library by search and cursor, or those named by `ids`: how far each one is. */
export const GET = route({ role: "viewer" }, async (request) => {
  const { searchParams } = request.nextUrl;
  const ids = searchParams.get("ids");
  if (ids !== null) {
    const named = ids.split(",", mostAsked).map(parseId);
    const images = await findImages(named.filter((id) => id !== undefined));
    return Response.json({ images }, { headers: noStore });
  }
  const search = searchText.parse(searchParams.get("q"));
  const before = parseId(searchParams.get("before") ?? "");
  return Response.json(await listImages({ search, before }), { headers: noStore });
});

/** Takes one image in as the bare body, its name in `x-file-name`. */
export const POST = route({ role: "marketer" }, async (request, { user }) => {
  const result = await receive(request, user.id);
  if (result.ok) {
    return Response.json(
      { image: await findImage(result.imageId) },
      { status: 201, headers: noStore },
    );
  }
  const t = await getTranslations("images.problem");
  return Response.json({ error: result.reason, message: t(result.reason) }, { status: 422 });
});

async function receive(request: NextRequest, userId: number): Promise<UploadResult> {
  if (request.body === null) return { ok: false, reason: "empty" };
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  // Said before a byte is read; a sender that does not announce the length is cut at the limit.
  if (length > imageLimits.uploadBytes) return { ok: false, reason: "too_large" };
  const header = request.headers.get("x-file-name") ?? "";
  return receiveImage(request.body, {
    name: decodeFileName(header) ?? header,
    userId,
    ...(Number.isFinite(length) && { expectedBytes: length }),
  });
}
