import { CircleCheck, CircleHelp, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Section } from "@/components/ui/section";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import type { Health } from "@/lib/health";

const parts = ["web", "database", "wakeUps", "runner"] as const;

const looks: Record<Health[(typeof parts)[number]], { tone: BadgeTone; icon: ReactNode }> = {
  up: { tone: "good", icon: <CircleCheck aria-hidden /> },
  on_time: { tone: "good", icon: <CircleCheck aria-hidden /> },
  late: { tone: "warn", icon: <TriangleAlert aria-hidden /> },
  missing: { tone: "bad", icon: <TriangleAlert aria-hidden /> },
  down: { tone: "bad", icon: <TriangleAlert aria-hidden /> },
  unknown: { tone: "neutral", icon: <CircleHelp aria-hidden /> },
};

/** The same states as /api/health, with what each means and what to do. */
export function PartStates({ health }: { health: Health }) {
  const t = useTranslations("settings.system");
  return (
    <Section title={t("parts.title")} description={t("parts.description")}>
      <Table label={t("parts.title")}>
        <Thead>
          <tr>
            <Th>{t("parts.part")}</Th>
            <Th>{t("state")}</Th>
            <Th>{t("parts.meaning")}</Th>
          </tr>
        </Thead>
        <Tbody>
          {parts.map((part) => {
            const state = health[part];
            const { tone, icon } = looks[state];
            return (
              <Tr key={part}>
                <Td className="font-medium whitespace-nowrap">{t(`parts.names.${part}`)}</Td>
                <Td>
                  <Badge tone={tone} icon={icon}>
                    {t(`parts.states.${state}`)}
                  </Badge>
                </Td>
                <Td className="text-muted">
                  {state === "up" || state === "on_time"
                    ? t(`parts.does.${part}`)
                    : t(`parts.todo.${part}`)}
                </Td>
              </Tr>
            );
          })}
        </Tbody>
      </Table>
    </Section>
  );
}
