import { FileDown } from "lucide-react";
import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Live } from "@/components/ui/live";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Section } from "@/components/ui/section";
import { RowLink, Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { parseId } from "@/lib/domain/parse-id";
import { hasRole } from "@/lib/domain/user-role";
import { listImports } from "@/lib/imports/imports";
import { isUploadProblem } from "@/lib/imports/upload";
import { getOrganization } from "@/lib/organization";
import { requireUser } from "@/lib/session";
import { ImportBadge } from "./import-badge";
import { PasteForm } from "./paste-form";
import { UploadForm } from "./upload-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

type ImportsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ImportsPage({ searchParams }: ImportsPageProps) {
  const user = await requireUser();
  const params = await searchParams;
  const before = parseId(params["after"]);
  const [{ imports, next }, t] = await Promise.all([
    listImports({ before }),
    getTranslations("imports"),
  ]);
  const canImport = hasRole(user.role, "marketer");
  const problem = params["problem"];
  return (
    <Page>
      <PageHeader title={t("title")} description={t("list.description")} />
      {canImport && (
        <Card className="flex flex-col gap-5">
          <UploadForm problem={isUploadProblem(problem) ? t(`problem.${problem}`) : undefined} />
          <PasteForm />
        </Card>
      )}
      <Section title={t("list.past")}>
        {imports.length === 0 ? (
          <EmptyState
            icon={<FileDown />}
            title={t("list.emptyTitle")}
            body={t(canImport ? "list.emptyBody" : "list.viewerBody")}
          />
        ) : (
          <ImportsTable imports={imports} />
        )}
        <Pager
          previous={before === undefined ? undefined : "/audience/imports"}
          next={next === undefined ? undefined : `/audience/imports?after=${next}`}
        />
      </Section>
      <Live isRunning={imports.some(({ status }) => status === "queued" || status === "running")} />
    </Page>
  );
}

type Imports = Awaited<ReturnType<typeof listImports>>["imports"];

async function ImportsTable({ imports }: { imports: Imports }) {
  const [t, format, { timeZone }] = await Promise.all([
    getTranslations("imports"),
    getFormatter(),
    getOrganization(),
  ]);
  // Of what nobody started nothing is known yet, not even that it is nought.
  const number = ({ status }: Imports[number], value: number | null) =>
    value === null || status === "uploaded" ? "–" : format.number(value);
  return (
    <Table label={t("list.past")}>
      <Thead>
        <tr>
          <Th>{t("list.file")}</Th>
          <Th>{t("list.state")}</Th>
          <Th align="end" hideBelow="sm">
            {t("list.rows")}
          </Th>
          <Th align="end" hideBelow="sm">
            {t("list.created")}
          </Th>
          <Th align="end" hideBelow="sm">
            {t("list.updated")}
          </Th>
          <Th align="end">{t("list.refused")}</Th>
          <Th hideBelow="md">{t("list.by")}</Th>
          <Th hideBelow="sm">{t("list.at")}</Th>
        </tr>
      </Thead>
      <Tbody>
        {imports.map((one) => (
          <Tr key={one.id}>
            <Td className="max-w-72 truncate">
              <RowLink href={`/audience/imports/${one.id}`}>{one.fileName}</RowLink>
            </Td>
            <Td>
              <ImportBadge status={one.status} />
            </Td>
            <Td align="end" hideBelow="sm">
              {number(one, one.rowsTotal)}
            </Td>
            <Td align="end" hideBelow="sm">
              {number(one, one.rowsCreated)}
            </Td>
            <Td align="end" hideBelow="sm">
              {number(one, one.rowsUpdated)}
            </Td>
            <Td align="end">{number(one, one.rowsRefused)}</Td>
            <Td hideBelow="md">{one.createdByName || "–"}</Td>
            <Td hideBelow="sm">
              <DateTime value={one.createdAt} timeZone={timeZone} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
