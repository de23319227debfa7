import { useFormatter, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { LinkButton } from "@/components/ui/link-button";
import { causeOfFailure, type FailureCause as Cause } from "@/lib/domain/failure-cause";
import type { BounceCause, FailureCause } from "@/lib/reports/report";

type Props = {
  campaignId: number;
  failures: FailureCause[];
  bounces: BounceCause[];
  base: string;
};

/** What went wrong, grouped by cause in words, with one example of the original answer. */
export function Causes({ campaignId, failures, bounces, base }: Props) {
  const t = useTranslations("reports.causes");
  const words = useTranslations("delivery.causes");
  const bounceWords = useTranslations("reports.bounce");
  return (
    <>
      {failures.length > 0 && (
        <Section
          title={t("failures")}
          description={t("failuresDescription")}
          actions={
            failures.some(({ status }) => status === "failed") && (
              <LinkButton href={`/delivery/failures?campaign=${campaignId}`}>
                {t("retry")}
              </LinkButton>
            )
          }
        >
          <CauseTable
            label={t("failuresCaption")}
            rows={joinCauses(failures).map(({ status, cause, example, n }) => ({
              key: `${status}/${cause}`,
              cause: words(`${cause}.title`),
              href:
                status === "failed"
                  ? `/delivery/failures/people?campaign=${campaignId}&cause=${cause}`
                  : `/delivery/in-doubt?campaign=${campaignId}`,
              example,
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

type JoinedCause = Pick<FailureCause, "status" | "n"> & { cause: Cause; example: string };

/** Several codes may mean the same to a person. */
function joinCauses(failures: FailureCause[]): JoinedCause[] {
  const joined = new Map<string, JoinedCause>();
  for (const { status, code, message, n } of failures) {
    const cause = causeOfFailure(code, message);
    const example = [code, message].filter(Boolean).join(": ");
    const known = joined.get(`${status}/${cause}`);
    if (known) known.n += n;
    else joined.set(`${status}/${cause}`, { status, cause, example, n });
  }
  return [...joined.values()];
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
