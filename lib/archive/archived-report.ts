import { eq } from "drizzle-orm";
import { db } from "@/db";
import { campaignArchives } from "@/db/schema/archives";
import { type ArchivedReport, archivedReport } from "@/lib/domain/archived-campaign";

/** What was kept of a report whose rows lie in files; undefined while the rows are here. */
export async function findArchivedReport(campaignId: number): Promise<ArchivedReport | undefined> {
  const [archive] = await db
    .select({ report: campaignArchives.report })
    .from(campaignArchives)
    .where(eq(campaignArchives.campaignId, campaignId));
  return archive ? archivedReport.parse(archive.report) : undefined;
}

/** Whether a campaign's rows lie in files. */
export async function isArchivedAway(campaignId: number): Promise<boolean> {
  return (await db.$count(campaignArchives, eq(campaignArchives.campaignId, campaignId))) > 0;
}
