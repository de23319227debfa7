import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { findContact } from "@/lib/contacts";
import { parseId } from "@/lib/domain/parse-id";
import { sayPropertyValue } from "@/lib/domain/property-value";
import { type FieldDifference, previewMerge } from "@/lib/merge-preview";
import { requireUser } from "@/lib/session";
import { CompareForm } from "./compare-form";
import { MergeForm } from "./merge-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("person"))("merge.title") };
}

type MergePageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Two contacts beside each other, and what becomes of each part of them. */
export default async function MergePage({ params, searchParams }: MergePageProps) {
  await requireUser("marketer");
  const into = parseId((await params).id) ?? 0;
  const other = parseId((await searchParams)["with"]);
  const contact = await findContact(into);
  if (!contact) notFound();
  const [t, form] = await Promise.all([
    getTranslations("person.merge"),
    getTranslations("contacts.form"),
  ]);
  const say = (value: FieldDifference["into"], choices: FieldDifference["choices"]) =>
    sayPropertyValue(value, { choices, yes: form("yes"), no: form("no") });
  const preview = other === undefined ? undefined : await previewMerge(other, into);
  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("hint")}
        back={{ href: `/audience/contacts/${into}`, label: contact.name || contact.email }}
      />
      {preview ? (
        <MergeForm
          into={{ id: into, email: preview.into.email, name: preview.into.name }}
          from={{ id: preview.from.id, email: preview.from.email, name: preview.from.name }}
          differences={preview.differences.map(({ choices, ...difference }) => ({
            ...difference,
            into: say(difference.into, choices),
            from: say(difference.from, choices),
          }))}
          topics={preview.topics}
          suppressions={preview.suppressions}
          mailsOfOther={preview.mailsOfOther}
          waiting={preview.waiting}
        />
      ) : (
        <CompareForm into={into} />
      )}
    </Page>
  );
}
