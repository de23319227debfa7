import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import { isArchivedAway } from "@/lib/archive/archived-report";

/** Says why the lists of an old campaign are empty, and how they come back. */
export async function ArchiveNotice({ campaignId }: { campaignId: number }) {
  const t = await getTranslations("reports.archived");
  if (!(await isArchivedAway(campaignId))) return null;
  return (
    <Notice title={t("title")}>
      {t("body")}
      <code className="mt-1 block">npm run archive -- --restore {campaignId}</code>
    </Notice>
  );
}
