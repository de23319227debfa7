import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/tabs";

export function ReportTabs({
  base,
  current,
  count,
}: {
  base: string;
  current: "summary" | "recipients";
  count: number;
}) {
  const t = useTranslations("reports.tabs");
  return (
    <Tabs
      label={t("label")}
      items={[
        { href: base, label: t("summary"), isCurrent: current === "summary" },
        {
          href: `${base}/recipients`,
          label: t("recipients"),
          count,
          isCurrent: current === "recipients",
        },
      ]}
    />
  );
}
