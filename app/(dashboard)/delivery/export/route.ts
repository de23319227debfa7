import * as z from "zod";
import { failureCauses } from "@/lib/domain/failure-cause";
import { exportOpenRecipients } from "@/lib/reports/open-recipients-export";
import { route } from "@/lib/route";
import { streamCsv } from "@/lib/stream-csv";

const input = z.object({
  state: z.enum(["failed", "in_doubt"]),
  campaign: z.coerce.number().int().positive().optional(),
  cause: z.enum(failureCauses).optional(),
  why: z.string().trim().min(1).max(200),
});

/** A list of failed or doubtful people as a file; POST, because it is logged with the reason. */
export const POST = route({ role: "marketer" }, async (request, { user }) => {
  const parsed = input.safeParse(Object.fromEntries(await request.formData()));
  if (!parsed.success) return new Response(null, { status: 400 });
  const { state, campaign, cause, why } = parsed.data;
  const scope = { campaignId: campaign, cause };
  return streamCsv(exportOpenRecipients(state, scope, { userId: user.id, why }), {
    fileName: `${state.replace("_", "-")}-recipients.csv`,
  });
});
