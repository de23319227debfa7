import { getFormatter, getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";

type RefusalsTableProps = {
  /** How often each reason occurs, in words. */
  reasons: { words: string; count: number }[];
  rows: { line: number; words: string; raw: string }[];
};

/** The first refused rows, under how often each reason occurs. */
export async function RefusalsTable({ reasons, rows }: RefusalsTableProps) {
  const [t, format] = await Promise.all([getTranslations("imports.refusals"), getFormatter()]);
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {reasons.map(({ words, count }) => (
          <li key={words} className="flex items-center gap-2">
            <Badge tone="warn">{t("count", { count })}</Badge>
            <span className="text-sm">{words}</span>
          </li>
        ))}
      </ul>
      <Table label={t("title")}>
        <Thead>
          <tr>
            <Th align="end">{t("line")}</Th>
            <Th>{t("reason")}</Th>
            <Th>{t("raw")}</Th>
          </tr>
        </Thead>
        <Tbody>
          {rows.map(({ line, words, raw }) => (
            <Tr key={line}>
              <Td align="end" className="whitespace-nowrap text-muted">
                {format.number(line)}
              </Td>
              <Td className="min-w-56">{words}</Td>
              <Td className="max-w-100">
                <span className="block truncate font-mono text-sm text-muted">
                  {raw.slice(0, 300)}
                </span>
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}
