import { useTranslations } from "next-intl";
import { getFormatter } from "next-intl/server";
import { Suspense } from "react";
import { ruleSentence } from "@/components/segments/rule-sentence";
import { Badge } from "@/components/ui/badge";
import { Relative } from "@/components/ui/date-time";
import { Spinner } from "@/components/ui/spinner";
import { RowLink, Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import type { SegmentChoices } from "@/lib/domain/segment-choices";
import { isStatic } from "@/lib/domain/segment-rule";
import { remember } from "@/lib/reports/remember";
import { countSegment } from "@/lib/segment-count";
import type { Segment } from "@/lib/segments";
import { SegmentMenu } from "./segment-menu";

type SegmentTableProps = {
  segments: Segment[];
  choices: SegmentChoices;
  canEdit: boolean;
  timeZone: string;
};

export function SegmentTable({ segments, choices, canEdit, timeZone }: SegmentTableProps) {
  const t = useTranslations("segments");
  return (
    <Table label={t("title")}>
      <Thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th align="end">{t("people")}</Th>
          <Th hideBelow="md">{t("updated")}</Th>
          {canEdit && (
            <Th align="end">
              <span className="sr-only">{t("actions")}</span>
            </Th>
          )}
        </tr>
      </Thead>
      <Tbody>
        {segments.map(({ id, name, rule, updatedAt, archivedAt }) => (
          <Tr key={id}>
            <Td className="sm:w-3/5">
              <span className="flex flex-wrap items-center gap-x-2">
                <RowLink href={`/audience/segments/${id}`}>{name}</RowLink>
                {isStatic({ id, rule }) && <Badge>{t("static")}</Badge>}
              </span>
              <p className="line-clamp-2 text-sm text-muted">
                {isStatic({ id, rule }) ? t("staticSentence") : ruleSentence(rule, { t, choices })}
              </p>
            </Td>
            <Td align="end" className="whitespace-nowrap tabular-nums">
              {/* Each count reads the contacts: the list need not wait for the slowest. */}
              <Suspense fallback={<Spinner className="ml-auto size-3.5" />}>
                <Count id={id} rule={rule} updatedAt={updatedAt} />
              </Suspense>
            </Td>
            <Td hideBelow="md" className="text-muted">
              <Relative value={updatedAt} timeZone={timeZone} />
            </Td>
            {canEdit && (
              <Td align="end">
                <SegmentMenu segment={{ id, name, isArchived: archivedAt !== null }} />
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

type CountProps = Pick<Segment, "id" | "rule" | "updatedAt">;

async function Count({ id, rule, updatedAt }: CountProps) {
  const key = `segment ${id} ${updatedAt.getTime()}`;
  const [count, format] = await Promise.all([
    remember(key, () => countSegment(rule)),
    getFormatter(),
  ]);
  return format.number(count);
}
