import { useTranslations } from "next-intl";
import { TimeChart } from "@/components/ui/time-chart";
import type { Timeline as TimelineData } from "@/lib/reports/timeline";

export function Timeline({ timeline, timeZone }: { timeline: TimelineData; timeZone: string }) {
  const t = useTranslations("reports.timeline");
  const { bucketSeconds } = timeline;
  return (
    <TimeChart
      label={t("label", {
        bucket: bucketSeconds < 60 ? "seconds" : nameBucket(bucketSeconds),
        n: countUnits(bucketSeconds),
      })}
      points={timeline.points.map(({ at, ...values }) => ({ at: at.toISOString(), values }))}
      series={[
        { key: "sent", label: t("sent"), tone: "accent" },
        { key: "delivered", label: t("delivered"), tone: "good" },
        { key: "opened", label: t("opened"), tone: "violet" },
        { key: "clicked", label: t("clicked"), tone: "warn" },
      ]}
      timeZone={timeZone}
      kind={timeline.points.length < 3 ? "bar" : "area"}
      interval={intervalOf(bucketSeconds)}
    />
  );
}

function intervalOf(seconds: number): "second" | "minute" | "hour" | "day" {
  if (seconds < 60) return "second";
  if (seconds < 3_600) return "minute";
  return seconds < 86_400 ? "hour" : "day";
}

function nameBucket(seconds: number): "minutes" | "hours" | "days" {
  if (seconds < 3_600) return "minutes";
  return seconds < 86_400 ? "hours" : "days";
}

function countUnits(seconds: number): number {
  if (seconds < 60) return seconds;
  if (seconds < 3_600) return seconds / 60;
  return seconds < 86_400 ? seconds / 3_600 : seconds / 86_400;
}
