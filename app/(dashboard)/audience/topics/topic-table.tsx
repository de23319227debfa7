import { Eye, EyeOff } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import type { TopicCount } from "@/lib/topic-counts";
import type { ListedTopic } from "@/lib/topics";
import { TopicMenu } from "./topic-menu";

type TopicTableProps = { topics: ListedTopic[]; canEdit: boolean };

export function TopicTable({ topics, canEdit }: TopicTableProps) {
  const t = useTranslations("topics");
  return (
    <Table label={t("title")}>
      <Thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th hideBelow="sm">{t("visibility")}</Th>
          <Th align="end">{t("subscribed")}</Th>
          <Th align="end" hideBelow="sm">
            {t("unsubscribed")}
          </Th>
          {canEdit && (
            <Th align="end">
              <span className="sr-only">{t("actions")}</span>
            </Th>
          )}
        </tr>
      </Thead>
      <Tbody>
        {topics.map((topic) => (
          <Tr key={topic.id}>
            <Td className="sm:w-1/2">
              <p className="font-medium">{topic.name}</p>
              {topic.description !== "" && (
                <p className="text-sm text-muted">{topic.description}</p>
              )}
              {topic.includesUnanswered && <p className="mt-1 text-sm text-muted">{t("inMark")}</p>}
              <div className="mt-1.5 sm:hidden">
                <Visibility isPublic={topic.isPublic} />
              </div>
            </Td>
            <Td hideBelow="sm">
              <Visibility isPublic={topic.isPublic} />
            </Td>
            <Td align="end" className="whitespace-nowrap tabular-nums">
              <Count count={topic.subscribed} />
            </Td>
            <Td align="end" hideBelow="sm" className="whitespace-nowrap text-muted tabular-nums">
              <Count count={topic.unsubscribed} />
            </Td>
            {canEdit && (
              <Td align="end">
                <TopicMenu
                  topic={{
                    id: topic.id,
                    name: topic.name,
                    description: topic.description,
                    isPublic: topic.isPublic,
                    includesUnanswered: topic.includesUnanswered,
                    subscribed: topic.subscribed,
                    isArchived: topic.archivedAt !== null,
                  }}
                />
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function Visibility({ isPublic }: { isPublic: boolean }) {
  const t = useTranslations("topics");
  return isPublic ? (
    <Badge tone="good" icon={<Eye aria-hidden />}>
      {t("public")}
    </Badge>
  ) : (
    <Badge icon={<EyeOff aria-hidden />}>{t("private")}</Badge>
  );
}

function Count({ count: { kind, count } }: { count: TopicCount }) {
  const t = useTranslations("topics");
  const format = useFormatter();
  return kind === "exact" ? format.number(count) : t("about", { count });
}
