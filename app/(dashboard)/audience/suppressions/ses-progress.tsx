import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Live } from "@/components/ui/live";
import { Progress } from "@/components/ui/progress";
import type { SesListState } from "@/lib/ses-suppressions";

type SesProgressProps = { state: SesListState };

/** How far SES's own list has caught up with ours; it takes few addresses a second. */
export function SesProgress({ state: { told, waiting, perSecond } }: SesProgressProps) {
  const t = useTranslations("suppressions.ses");
  const minutes = Math.ceil(waiting / perSecond / 60);
  const left =
    minutes < 90
      ? t("minutesLeft", { count: minutes })
      : t("hoursLeft", { count: Math.round(minutes / 60) });
  return (
    <Card>
      <Live isRunning seconds={5} />
      <Progress label={t("telling")} value={told} max={told + waiting} hint={left} />
      <p className="mt-2 text-sm text-muted">{t("tellingBody")}</p>
    </Card>
  );
}
