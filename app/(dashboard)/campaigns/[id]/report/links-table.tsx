"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import type { LinkReport } from "@/lib/reports/links";

/** The links come by how many pressed them: those behind are seldom looked for. */
const shownAtFirst = 10;

export function LinksTable({ links, sent }: { links: LinkReport[]; sent: number }) {
  const t = useTranslations("reports.links");
  const format = useFormatter();
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? links : links.slice(0, shownAtFirst);
  const hidden = links.length - shown.length;
  return (
    <div className="flex flex-col items-start gap-3">
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
          {shown.map((link) => (
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
      {hidden > 0 && <Button onPress={() => setIsWhole(true)}>{t("more", { n: hidden })}</Button>}
    </div>
  );
}
