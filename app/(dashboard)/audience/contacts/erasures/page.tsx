import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { Live } from "@/components/ui/live";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { countOpenArchives } from "@/lib/archive/erase";
import { erasedWord } from "@/lib/erase-words";
import { listErasures } from "@/lib/erasure";
import { getOrganization } from "@/lib/organization";
import { requireUser } from "@/lib/session";
import { EraseForm } from "./erase-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("person.erase"))("pageTitle") };
}

/** What an erasure leaves, and what is outside its reach: an officer for data protection asks for it. */
const remains = ["hash", "numbers", "rules", "uploads", "contactId", "outside"] as const;

/** Who was forgotten, how far that has come, and the way to forget somebody by address. */
export default async function ErasuresPage() {
  await requireUser("admin");
  const [t, back, erasures, openArchives, { timeZone }] = await Promise.all([
    getTranslations("person.erase"),
    getTranslations("contacts.detail"),
    listErasures({ limit: 100 }),
    countOpenArchives(),
    getOrganization(),
  ]);
  const isSearching = erasures.some(({ searchedAt }) => searchedAt === null);
  return (
    <Page>
      <PageHeader
        title={t("pageTitle")}
        description={t("pageHint")}
        back={{ href: "/audience/contacts", label: back("back") }}
      />
      {openArchives > 0 && <Notice tone="warn">{t("outOfReach", { count: openArchives })}</Notice>}
      <Section title={t("byAddress")} description={t("byAddressHint")}>
        <EraseForm />
      </Section>
      <Section title={t("list")}>
        {erasures.length === 0 ? (
          <p className="text-muted">{t("none")}</p>
        ) : (
          <Table label={t("list")}>
            <Thead>
              <tr>
                <Th>{t("when")}</Th>
                <Th>{t("reason")}</Th>
                <Th hideBelow="md">{t("who")}</Th>
                <Th hideBelow="sm">{t("reached")}</Th>
                <Th>{t("state")}</Th>
              </tr>
            </Thead>
            <Tbody>
              {erasures.map(({ id, requestedAt, why, counts, searchedAt, sweptAt, ...by }) => (
                <Tr key={id}>
                  <Td className="whitespace-nowrap">
                    <DateTime value={requestedAt} timeZone={timeZone} />
                  </Td>
                  <Td>{why}</Td>
                  <Td hideBelow="md">{by.requestedByName || by.requestedByEmail}</Td>
                  <Td hideBelow="sm">
                    {t("counts", {
                      contacts: counts["contacts"] ?? 0,
                      mails: (counts["mails"] ?? 0) + (counts["foundMails"] ?? 0),
                      texts: counts["texts"] ?? 0,
                      uploads: counts["uploads"] ?? 0,
                      archives: counts["archives"] ?? 0,
                    })}
                  </Td>
                  <Td>
                    <Badge tone={sweptAt ? "good" : "accent"}>
                      {t(sweptAt ? "finished" : searchedAt ? "watching" : "searching")}
                    </Badge>
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </Section>
      <Section title={t("stays.title")}>
        <ul className="max-w-prose list-disc space-y-1 pl-5">
          {remains.map((part) => (
            <li key={part}>{t(`stays.${part}`, { word: erasedWord })}</li>
          ))}
        </ul>
      </Section>
      <Live isRunning={isSearching} />
    </Page>
  );
}
