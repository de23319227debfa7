import { UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterSelect } from "@/components/ui/filter-select";
import { Live } from "@/components/ui/live";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { type DuplicateKey, formatDuplicateKey } from "@/lib/domain/duplicate-key";
import { listDuplicates } from "@/lib/duplicates";
import { getOrganization } from "@/lib/organization";
import { listProperties } from "@/lib/properties";
import { requireUser } from "@/lib/session";
import { Groups } from "./groups";
import { SearchBar } from "./search-bar";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("person.duplicates"))("title") };
}

type DuplicatesPageProps = {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** People who are here under several addresses. */
export default async function DuplicatesPage({ searchParams }: DuplicatesPageProps) {
  await requireUser("marketer");
  const { by, after } = await searchParams;
  const [t, back, properties] = await Promise.all([
    getTranslations("person.duplicates"),
    getTranslations("contacts.detail"),
    listProperties(),
  ]);
  const keys = properties.filter(({ type }) => type === "text" || type === "number");
  const key = keys.find((property) => property.key === by)?.key;
  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("hint")}
        back={{ href: "/audience/contacts", label: back("back") }}
      />
      <div>
        <FilterSelect
          label={t("by")}
          paramName="by"
          allLabel={t("phone")}
          items={keys.map((property) => ({ id: property.key, label: property.label }))}
        />
      </div>
      <Found propertyKey={key} after={typeof after === "string" ? after : undefined} />
    </Page>
  );
}

type FoundProps = { propertyKey: string | undefined; after: string | undefined };

async function Found({ propertyKey, after }: FoundProps) {
  const key: DuplicateKey =
    propertyKey === undefined ? { by: "phone" } : { by: "property", key: propertyKey };
  const [t, { groups, next, searchedAt, isSearching }, { timeZone }] = await Promise.all([
    getTranslations("person.duplicates"),
    listDuplicates(key, { after }),
    getOrganization(),
  ]);
  const href = (position?: string) => {
    const query = new URLSearchParams({
      ...(propertyKey !== undefined && { by: propertyKey }),
      ...(position !== undefined && { after: position }),
    });
    return `/audience/contacts/duplicates?${query}`;
  };
  const isEmpty = groups.length === 0 && after === undefined && next === undefined;
  return (
    <>
      <SearchBar searchKey={formatDuplicateKey(key)} isSearching={isSearching}>
        {isSearching ? (
          t("searching")
        ) : searchedAt === null ? (
          t("never")
        ) : (
          <>
            {t("asOf")} <DateTime value={searchedAt} timeZone={timeZone} />
          </>
        )}
      </SearchBar>
      {searchedAt !== null && isEmpty && (
        <EmptyState icon={<UsersRound />} title={t("none")} body={t("noneBody")} />
      )}
      {!isEmpty && (
        <Groups
          groups={groups}
          first={after === undefined ? undefined : href()}
          next={next === undefined ? undefined : href(next)}
        />
      )}
      <Live isRunning={isSearching} />
    </>
  );
}
