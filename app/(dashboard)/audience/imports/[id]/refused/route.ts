import { getTranslations } from "next-intl/server";
import { explainer } from "@/app/(dashboard)/audience/imports/explain";
import { parseId } from "@/lib/domain/parse-id";
import { findImport } from "@/lib/imports/imports";
import { exportRefusals } from "@/lib/imports/refusal-file";
import { route } from "@/lib/route";
import { streamCsv } from "@/lib/stream-csv";

const longestWhy = 200;

/** The refused rows, to be corrected and uploaded again; POST, because it is logged with the reason given. */
export const POST = route({ role: "marketer" }, async (request, { user, params }) => {
  const why = (await request.formData()).get("why");
  const reason = typeof why === "string" ? why.trim().slice(0, longestWhy) : "";
  if (reason === "") return new Response(null, { status: 400 });
  const found = await findImport(parseId(params["id"]) ?? 0);
  if (!found) return new Response(null, { status: 404 });
  const t = await getTranslations("imports.refusals");
  const { headers, attributes, delimiter } = found.options;
  const parts = exportRefusals(found.id, {
    userId: user.id,
    why: reason,
    // Columns that came out of one column of JSON are still in it.
    headers: headers.slice(0, attributes?.from),
    delimiter,
    lineHeader: t("lineHeader"),
    reasonHeader: t("reasonHeader"),
    explain: await explainer(found.options),
  });
  return streamCsv(parts, { fileName: `import-${found.id}-refused.csv` });
});
