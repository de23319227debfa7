import { getTranslations } from "next-intl/server";
import { imageEdit } from "@/lib/domain/image-item";
import { parseId } from "@/lib/domain/parse-id";
import { editImage, findImage } from "@/lib/images/images";
import { readJson } from "@/lib/images/read-json";
import { removeImage } from "@/lib/images/remove";
import { findImageUses } from "@/lib/images/uses";
import { route } from "@/lib/route";

/** One image, and where it stands. */
export const GET = route({ role: "viewer" }, async (_request, { params }) => {
  const image = await findImage(parseId(params["id"] ?? "") ?? 0);
  if (!image) return refuse(404, "gone");
  const file = image.url?.split("/").at(-1);
  const uses = await findImageUses(file === undefined ? [] : [file]);
  return Response.json({ image, uses }, { headers: { "cache-control": "no-store" } });
});

export const PATCH = route({ role: "marketer" }, async (request, { params }) => {
  const edit = imageEdit.safeParse(await readJson(request));
  if (!edit.success) return refuse(422, "badWords");
  const image = await editImage(parseId(params["id"] ?? "") ?? 0, edit.data);
  return image ? Response.json({ image }) : refuse(404, "gone");
});

export const DELETE = route({ role: "marketer" }, async (_request, { params, user }) => {
  const result = await removeImage(parseId(params["id"] ?? "") ?? 0, { userId: user.id });
  if (result.ok) return Response.json({ keepsFiles: result.keepsFiles });
  if (result.reason === "not_found") return refuse(404, "gone");
  const names = result.campaigns.map(({ name }) => name).join(", ");
  const t = await getTranslations("images.error");
  return Response.json({ error: "in_use", message: t("inUse", { names }) }, { status: 409 });
});

async function refuse(status: 404 | 422, key: "gone" | "badWords"): Promise<Response> {
  const t = await getTranslations("images.error");
  return Response.json({ error: key, message: t(key) }, { status });
}
