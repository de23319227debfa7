import { parseId } from "@/lib/domain/parse-id";
import { parseRecipientFilter } from "@/lib/domain/recipient-filter";
import { exportRecipients } from "@/lib/reports/export";
import { findReportedCampaign } from "@/lib/reports/report";
import { route } from "@/lib/route";
import { streamCsv } from "@/lib/stream-csv";

const longestReason = 200;

/** The report's table as a file; POST, because it is logged with the reason given. */
export const POST = route({ role: "marketer" }, async (request, { user, params }) => {
  const campaign = await findReportedCampaign(parseId(params["id"]) ?? 0);
  const form = await request.formData();
  const why = readText(form, "why").trim().slice(0, longestReason);
  if (!campaign || why === "") return new Response(null, { status: campaign ? 400 : 404 });
  const options = {
    campaignId: campaign.id,
    q: readText(form, "q"),
    filter: parseRecipientFilter(form.get("show")),
  };
  return streamCsv(exportRecipients(options, { userId: user.id, why }), {
    fileName: `campaign-${campaign.id}-recipients.csv`,
  });
});

function readText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
