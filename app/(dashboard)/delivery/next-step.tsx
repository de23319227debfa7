import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import type { InDoubtPolicy } from "@/lib/domain/campaign-edit";
import type { DoubtStep } from "@/lib/domain/doubt";

type NextStepProps = { step: DoubtStep; policy: InDoubtPolicy; timeZone: string };

/** What happens to somebody in doubt when nobody presses anything. */
export function NextStep({ step, policy, timeZone }: NextStepProps) {
  const t = useTranslations("delivery.doubts.steps");
  if (step.by === "person") return t(step.why);
  if (policy === "resend") return t("ruleNow");
  if (step.from === undefined) return t("ruleWaits");
  return (
    <>
      {t("ruleFrom")} <DateTime value={step.from} timeZone={timeZone} />
    </>
  );
}
