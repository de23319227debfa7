import { useFormatter, useTranslations } from "next-intl";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import type { LinkReport } from "@/lib/reports/links";

export function LinksTable({ links, sent }: { links: LinkReport[]; sent: number }) {
  const t = useTranslations("reports.links");
  const format = useFormatter();
  return (
    <Table label={t("caption")}>
      <Thead>
        <Tr>
          <Th>{t("url")}</Th>
          <Th align="end">{t("people")}</Th>
          <Th align="end" hideBelow="sm">
            {t("clicks")}
          </Th>
        </Tr>
      </Thead>
      <Tbody>
        {links.map((link) => (
          <Tr key={link.n}>
            <Td className="break-all">{link.url}</Td>
            <Td align="end" className="whitespace-nowrap tabular-nums">
              {format.number(link.people)}
              {sent > 0 && (
                <span className="text-muted">
                  {" "}
                  (
                  {format.number(link.people / sent, {
                    style: "percent",
                    maximumFractionDigits: 1,
                  })}
                  )
                </span>
              )}
            </Td>
            <Td align="end" hideBelow="sm" className="tabular-nums">
              {format.number(link.clicks)}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
