import { getTranslations } from "next-intl/server";
import { Tabs } from "@/components/ui/tabs";
import { countDuplicates } from "@/lib/reports/duplicates";
import { countOpenRecipients } from "@/lib/reports/open-recipients";

export type DeliveryView = "now" | "failures" | "inDoubt" | "twice";

const paths: Record<DeliveryView, string> = {
  now: "/delivery",
  failures: "/delivery/failures",
  inDoubt: "/delivery/in-doubt",
  twice: "/delivery/twice",
};

/** What waits for a person, with how many people, beside how fast mails leave. */
export async function DeliveryTabs({
  current,
  campaignId,
}: {
  current: DeliveryView;
  campaignId?: number | undefined;
}) {
  const [t, failures, inDoubt, twice] = await Promise.all([
    getTranslations("delivery.tabs"),
    countOpenRecipients("failed", { campaignId }),
    countOpenRecipients("in_doubt", { campaignId }),
    countDuplicates(campaignId),
  ]);
  const counts = { failures, inDoubt, twice };
  const query = campaignId === undefined ? "" : `?campaign=${campaignId}`;
  return (
    <Tabs
      label={t("label")}
      items={[
        { href: paths.now, label: t("now"), isCurrent: current === "now" },
        ...(["failures", "inDoubt", "twice"] as const).map((view) => ({
          href: `${paths[view]}${query}`,
          label: t(view),
          count: counts[view],
          isCurrent: current === view,
        })),
      ]}
    />
  );
}
