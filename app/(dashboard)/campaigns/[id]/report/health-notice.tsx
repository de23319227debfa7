import { getFormatter, getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import { judgeReport } from "@/lib/delivery/sending-health";
import { type HealthCounts, healthLimits, type HealthVerdict } from "@/lib/domain/sending-health";

/** What makes recipients or providers turn away, with the counts behind it; nothing while all is well. */
export async function HealthNotice({
  campaignId,
  counts,
}: {
  campaignId: number;
  counts: HealthCounts;
}) {
  const [t, health] = await Promise.all([
    getTranslations("health"),
    judgeReport(campaignId, counts),
  ]);
  const found = (health?.verdicts ?? []).filter(({ level }) => level !== "good");
  if (found.length === 0) return null;
  // Why it stands still is said at the head of the page; here are only the numbers.
  const isStopped = health?.isStopped === true;
  return (
    <Notice
      tone={isStopped ? "neutral" : "warn"}
      title={t(isStopped ? "title.stopped" : "title.warn")}
    >
      <ul className="space-y-1">
        {found.map((verdict) => (
          <HealthSentence key={verdict.measure} verdict={verdict} isStopped={isStopped} />
        ))}
      </ul>
    </Notice>
  );
}

type HealthSentenceProps = { verdict: HealthVerdict; isStopped: boolean };

async function HealthSentence({ verdict, isStopped }: HealthSentenceProps) {
  const [t, format] = await Promise.all([getTranslations("health"), getFormatter()]);
  const { measure, part, whole, share } = verdict;
  const { warn, pause } = healthLimits[measure];
  const percent = (value: number) =>
    format.number(value, { style: "percent", maximumFractionDigits: 2 });
  const counts = t(`counts.${measure}`, { part, whole, share: percent(share) });
  if (isStopped) return <li>{counts}</li>;
  // The limit was passed, and yet nothing stopped: somebody let it go on, or it had ended.
  const isAllowed = verdict.level === "warn" && share >= pause;
  return (
    <li>
      {counts}{" "}
      {isAllowed
        ? t("goneOn")
        : t(`limit.${measure}`, { warn: percent(warn), pause: percent(Math.min(pause, 1)) })}
    </li>
  );
}
