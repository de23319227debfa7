import { UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterSelect } from "@/components/ui/filter-select";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { listDuplicates } from "@/lib/duplicates";
import { listProperties } from "@/lib/properties";
import { requireUser } from "@/lib/session";
import { Groups } from "./groups";

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
      {/* All contacts are looked through: the page is there before that is done. */}
      <Suspense
        key={`${key} ${String(after)}`}
        fallback={
          <div aria-busy className="flex flex-col gap-3">
            <p className="text-muted">{t("searching")}</p>
            <Skeleton className="h-24" />
            <Skeleton className="h-24" />
          </div>
        }
      >
        <Found propertyKey={key} after={typeof after === "string" ? after : undefined} />
      </Suspense>
    </Page>
  );
}

type FoundProps = { propertyKey: string | undefined; after: string | undefined };

async function Found({ propertyKey, after }: FoundProps) {
  const t = await getTranslations("person.duplicates");
  const { groups, next } = await listDuplicates(
    propertyKey === undefined ? { by: "phone" } : { by: "property", key: propertyKey },
    { after },
  );
  if (groups.length === 0) {
    return <EmptyState icon={<UsersRound />} title={t("none")} body={t("noneBody")} />;
  }
  const href = (position?: string) => {
    const query = new URLSearchParams({
      ...(propertyKey !== undefined && { by: propertyKey }),
      ...(position !== undefined && { after: position }),
    });
    return `/audience/contacts/duplicates?${query}`;
  };
  return (
    <Groups
      groups={groups}
      first={after === undefined ? undefined : href()}
      next={next === undefined ? undefined : href(next)}
    />
  );
}
