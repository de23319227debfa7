import { getFormatter, getTranslations } from "next-intl/server";
import { Section } from "@/components/ui/section";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { healthDays, listDomainHealth } from "@/lib/delivery/sending-health";
import { type HealthLevel, healthMeasures, type HealthVerdict } from "@/lib/domain/sending-health";

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
      description={`${t("domains.description", { days: healthDays })} ${t("domains.complaintsHint")}`}
    >
      <Table label={t("domains.title")}>
        <Thead>
          <Tr>
            <Th>{t("domains.domain")}</Th>
            {healthMeasures.map((measure) => (
              <Th key={measure} align="end">
                {t(`measures.${measure}`)}
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {domains.map(({ domain, verdicts }) => (
            <Tr key={domain}>
              <Td>{domain}</Td>
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

async function Share({ verdict: { part, whole, share, level } }: { verdict: HealthVerdict }) {
  const [t, format] = await Promise.all([getTranslations("health.domains"), getFormatter()]);
  return (
    <Td align="end" className={tones[level]}>
      {whole === 0
        ? t("noBase")
        : t("share", {
            part,
            whole,
            share: format.number(share, { style: "percent", maximumFractionDigits: 2 }),
          })}
    </Td>
  );
}
