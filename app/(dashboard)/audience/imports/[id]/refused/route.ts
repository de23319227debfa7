import { getTranslations } from "next-intl/server";
import { explainer } from "@/app/(dashboard)/audience/imports/explain";
import { parseId } from "@/lib/domain/parse-id";
import { findImport } from "@/lib/imports/imports";
import { exportRefusals } from "@/lib/imports/refusal-file";
import { route } from "@/lib/route";
import { streamCsv } from "@/lib/stream-csv";

/** The refused rows, to be corrected and uploaded again. */
export const GET = route({ role: "marketer" }, async (_request, { user, params }) => {
  const found = await findImport(parseId(params["id"]) ?? 0);
  if (!found) return new Response(null, { status: 404 });
  const t = await getTranslations("imports.refusals");
  const parts = exportRefusals(found.id, {
    userId: user.id,
    headers: found.options.headers,
    delimiter: found.options.delimiter,
    lineHeader: t("lineHeader"),
    reasonHeader: t("reasonHeader"),
    explain: await explainer(found.options),
  });
  return streamCsv(parts, { fileName: `import-${found.id}-refused.csv` });
});
