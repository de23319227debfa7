import { getTranslations } from "next-intl/server";
import { maxUploadBytes } from "@/lib/domain/import-options";
import { decodeFileName, findFilePart } from "@/lib/imports/multipart";
import { receiveUpload, type UploadResult } from "@/lib/imports/upload";
import { route } from "@/lib/route";

/**
 * Takes a file in: as the bare body (with its name in `x-file-name`), which the page's script
 * sends to show progress, or inside a form, which works without script.
 */
export const POST = route({ role: "marketer" }, async (request, { user }) => {
  const contentType = request.headers.get("content-type") ?? "";
  const isForm = contentType.startsWith("multipart/form-data");
  const result = isForm
    ? await receiveForm(request, contentType, user.id)
    : await receiveBody(request, user.id);
  if (isForm) return redirectTo(pathAfter(result));
  if (result.ok) return Response.json({ location: pathAfter(result) }, { status: 201 });
  const t = await getTranslations("imports.problem");
  return Response.json({ error: result.reason, message: t(result.reason) }, { status: 422 });
});

async function receiveBody(request: Request, userId: number): Promise<UploadResult> {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (request.body === null) return { ok: false, reason: "empty" };
  // Said before a byte is read; a sender that does not announce the length is cut at the limit.
  if (length > maxUploadBytes) return { ok: false, reason: "too_large" };
  return receiveUpload(request.body, {
    name: decodeName(request.headers.get("x-file-name")),
    userId,
    ...(Number.isFinite(length) && { expectedBytes: length }),
  });
}

async function receiveForm(
  request: Request,
  contentType: string,
  userId: number,
): Promise<UploadResult> {
  if (request.body === null) return { ok: false, reason: "no_file" };
  const part = await findFilePart(request.body, contentType);
  if (part === undefined) return { ok: false, reason: "no_file" };
  return receiveUpload(part.bytes, { name: part.fileName, userId });
}

/** Headers are ASCII, so the page encodes the name. */
function decodeName(header: string | null): string {
  if (header === null || header === "") return "import.csv";
  return decodeFileName(header) ?? header;
}

function pathAfter(result: UploadResult): string {
  return result.ok
    ? `/audience/imports/${result.importId}`
    : `/audience/imports?problem=${result.reason}`;
}

function redirectTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}
