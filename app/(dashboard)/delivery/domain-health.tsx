import { getFormatter, getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/class-names";
import { Section } from "@/components/ui/section";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { healthDays, listDomainHealth } from "@/lib/delivery/sending-health";
import {
  type HealthLevel,
  healthLimits,
  type HealthMeasure,
  healthMeasures,
  type HealthVerdict,
} from "@/lib/domain/sending-health";

const tones: Record<HealthLevel, string> = {
  good: "",
  warn: "text-warn-ink font-medium",
  pause: "text-bad-ink font-medium",
};

/** How the mails of each domain were received lately; nothing before the first mail. */
export async function DomainHealth() {
  const [t, domains] = await Promise.all([getTranslations("health"), listDomainHealth()]);
  if (domains.length === 0) return null;
  return (
    <Section
      title={t("domains.title")}
      description={`${t("domains.description", {
        days: healthDays,
        bounces: healthLimits.bounces.atLeast,
        complaints: healthLimits.complaints.atLeast,
      })} ${t("domains.complaintsHint")}`}
    >
      <Table label={t("domains.title")}>
        <Thead>
          <Tr>
            <Th>{t("domains.domain")}</Th>
            {healthMeasures.map((measure) => (
              <Th key={measure} align="end" {...hideBelow(measure)}>
                {t(`measures.${measure}`)}
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {domains.map(({ domain, verdicts }) => (
            <Tr key={domain}>
              <Td className="whitespace-nowrap">{domain}</Td>
              {verdicts.map((verdict) => (
                <Share key={verdict.measure} verdict={verdict} />
              ))}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Section>
  );
}

async function Share({ verdict }: { verdict: HealthVerdict }) {
  const [t, format] = await Promise.all([getTranslations("health.domains"), getFormatter()]);
  const { part, whole, share, level } = verdict;
  const word = wordOf(verdict);
  return (
    <Td align="end" {...hideBelow(verdict.measure)}>
      {whole === 0 ? (
        t("noBase")
      ) : (
        <>
          <span className={tones[level]}>
            {format.number(share, { style: "percent", maximumFractionDigits: 2 })}
          </span>
          <br />
          <span className="text-sm text-muted">{t("counts", { part, whole })}</span>
          {word && (
            <p className={cx("ml-auto max-w-60 text-sm text-balance", tones[level])}>
              {t(`words.${word}`)}
            </p>
          )}
        </>
      )}
    </Td>
  );
}

/** What the colour alone does not say; past the limit and only a warning: somebody let it go on. */
function wordOf({ measure, level, share }: HealthVerdict) {
  if (level === "good") return undefined;
  if (level === "pause") return "over";
  return share >= healthLimits[measure].pause ? "goneOn" : "near";
}

/** Unsubscribes pause nothing, so they give way on a phone. */
function hideBelow(measure: HealthMeasure) {
  return measure === "unsubscribes" ? { hideBelow: "sm" as const } : {};
}
