import { getTranslations } from "next-intl/server";
import { imageParts } from "@/lib/domain/image-item";
import { parseId } from "@/lib/domain/parse-id";
import { cutImage } from "@/lib/images/parts";
import { readJson } from "@/lib/images/read-json";
import { route } from "@/lib/route";

/** Cuts a tall image into images of their own. */
export const POST = route({ role: "marketer" }, async (request, { params, user }) => {
  const asked = imageParts.safeParse(await readJson(request));
  const result = asked.success
    ? await cutImage(parseId(params["id"] ?? "") ?? 0, asked.data.cuts, { userId: user.id })
    : ({ ok: false, reason: "bad_cuts" } as const);
  if (result.ok) return Response.json({ images: result.parts }, { status: 201 });
  const t = await getTranslations("images.error");
  const message = result.reason === "bad_cuts" ? t("badCuts") : t("gone");
  return Response.json({ error: result.reason, message }, { status: 422 });
});
