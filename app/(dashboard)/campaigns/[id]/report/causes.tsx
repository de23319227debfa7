import { useFormatter, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { wordOfFailure } from "@/lib/domain/failure-words";
import type { BounceCause, FailureCause } from "@/lib/reports/report";

type Props = { failures: FailureCause[]; bounces: BounceCause[]; base: string };

/** What went wrong, grouped by cause in words, with one example of the original answer. */
export function Causes({ failures, bounces, base }: Props) {
  const t = useTranslations("reports.causes");
  const words = useTranslations("reports.codes");
  const bounceWords = useTranslations("reports.bounce");
  return (
    <>
      {failures.length > 0 && (
        <Section title={t("failures")} description={t("failuresDescription")}>
          <CauseTable
            label={t("failuresCaption")}
            rows={failures.map(({ status, code, message, n }) => ({
              key: `${status}/${code}`,
              cause: words(wordOfFailure(code)),
              href: `${base}/recipients?show=${status}`,
              example: [code, message].filter(Boolean).join(": "),
              n,
            }))}
          />
        </Section>
      )}
      {bounces.length > 0 && (
        <Section title={t("bounces")} description={t("bouncesDescription")}>
          <CauseTable
            label={t("bouncesCaption")}
            rows={bounces.map(({ type, subType, message, n }) => ({
              key: `${type}/${subType}`,
              cause: bounceWords(bounceType(type), { subType }),
              href: `${base}/recipients?show=bounced`,
              example: message,
              n,
            }))}
          />
        </Section>
      )}
    </>
  );
}

function bounceType(type: string): "permanent" | "transient" | "undetermined" {
  return type === "permanent" || type === "transient" ? type : "undetermined";
}

type CauseRow = { key: string; cause: string; href: string; example: string; n: number };

function CauseTable({ label, rows }: { label: string; rows: CauseRow[] }) {
  const t = useTranslations("reports.causes");
  const format = useFormatter();
  return (
    <Table label={label}>
      <Thead>
        <Tr>
          <Th>{t("cause")}</Th>
          <Th hideBelow="md">{t("example")}</Th>
          <Th align="end">{t("people")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {rows.map((row) => (
          <Tr key={row.key}>
            <Td>
              <TextLink href={row.href}>{row.cause}</TextLink>
            </Td>
            <Td hideBelow="md" className="font-mono text-sm break-all text-muted">
              {row.example}
            </Td>
            <Td align="end" className="tabular-nums">
              {format.number(row.n)}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
