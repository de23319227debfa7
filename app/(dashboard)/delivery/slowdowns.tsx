import { getFormatter, getTranslations } from "next-intl/server";
import { DateTime } from "@/components/ui/date-time";
import { Section } from "@/components/ui/section";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { listSlowdowns } from "@/lib/delivery/slowdown";
import { LiftButton } from "./lift-button";

type SlowdownsProps = { timeZone: string; canLift: boolean };

/** Mailbox providers that put our mails off, and so get fewer for a while; absent when there is none. */
export async function Slowdowns({ timeZone, canLift }: SlowdownsProps) {
  const [t, format, slowdowns] = await Promise.all([
    getTranslations("delivery.slowdowns"),
    getFormatter(),
    listSlowdowns(),
  ]);
  if (slowdowns.length === 0) return null;
  const share = (value: number) => format.number(value, { style: "percent" });
  return (
    <Section title={t("title")} description={t("description")}>
      <Table label={t("title")}>
        <Thead>
          <tr>
            <Th>{t("group")}</Th>
            <Th hideBelow="md">{t("domain")}</Th>
            <Th align="end" hideBelow="sm">
              {t("delayed")}
            </Th>
            <Th align="end">{t("share")}</Th>
            <Th>{t("until")}</Th>
            {canLift && <Th />}
          </tr>
        </Thead>
        <Tbody>
          {slowdowns.map(({ domain, group, ...slowdown }) => (
            <Tr key={`${domain}/${group}`}>
              <Td className="font-medium">{t(`groups.${group}`)}</Td>
              <Td hideBelow="md">{domain}</Td>
              <Td align="end" hideBelow="sm">
                {share(slowdown.delayedShare)}
              </Td>
              <Td align="end">{share(slowdown.share)}</Td>
              <Td>
                <DateTime value={slowdown.until} timeZone={timeZone} style="time" />
              </Td>
              {canLift && (
                <Td align="end">
                  <LiftButton domain={domain} group={group} groupName={t(`groups.${group}`)} />
                </Td>
              )}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Section>
  );
}
