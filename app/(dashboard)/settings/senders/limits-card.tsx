import { useFormatter, useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { formatInstant } from "@/lib/domain/date-format";
import { warmUpLimits } from "@/lib/domain/warm-up";
import type { SendingDomain } from "@/lib/sending-domains";
import { LimitButtons } from "./limit-buttons";

/** How much a domain may send today, why, and how much of it has gone. */
export function LimitsCard({ domain, canEdit }: { domain: SendingDomain; canEdit: boolean }) {
  const t = useTranslations("domains");
  const locale = useLocale();
  const { today, taken, warmUp, dailyCap, warmUpFinishedOn } = domain;
  // A calendar day is no instant: it is the same everywhere.
  const dayWords = (day: string) =>
    formatInstant(new Date(`${day}T00:00:00Z`), { timeZone: "UTC", locale, style: "date" });
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 className="text-base font-semibold">{domain.domain}</h3>
        {canEdit && (
          <div className="ml-auto">
            <LimitButtons
              domain={domain.domain}
              dailyCap={dailyCap}
              isWarmingUp={warmUp !== undefined}
            />
          </div>
        )}
      </div>
      {today ? (
        <Progress
          label={t(`today.${today.by}`)}
          value={taken}
          max={today.cap}
          tone={taken >= today.cap ? "warn" : "accent"}
          hint={taken >= today.cap ? t("full") : undefined}
        />
      ) : (
        <p className="text-muted">{t("unlimited")}</p>
      )}
      {warmUp && (
        <p className="text-muted">
          {t("warmingUp", warmUp)}
          {dailyCap !== null && ` ${t("capBeside", { cap: dailyCap })}`}
        </p>
      )}
      {domain.hold && <Hold hold={domain.hold} />}
      {!warmUp && warmUpFinishedOn !== null && (
        <p className="text-muted">{t("finished", { day: dayWords(warmUpFinishedOn) })}</p>
      )}
    </Card>
  );
}

/** A day that brought no more than the one before, in the numbers that decided it. */
function Hold({ hold }: { hold: NonNullable<SendingDomain["hold"]> }) {
  const t = useTranslations("domains.hold");
  const format = useFormatter();
  const percent = (share: number) =>
    format.number(share, { style: "percent", maximumFractionDigits: 2 });
  const share = percent(hold.share);
  return (
    <Notice tone={hold.by === "unused" ? "neutral" : "warn"}>
      {hold.by === "unused"
        ? t("unused", { share })
        : t(hold.by, { share, limit: percent(warmUpLimits[hold.by]) })}
    </Notice>
  );
}
