import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { propertyField } from "@/lib/contact-form";
import { listProperties } from "@/lib/properties";
import { requireUser } from "@/lib/session";
import { listActiveTopics } from "@/lib/topics";
import { NewContactForm } from "./new-contact-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contacts.form"))("newTitle") };
}

export default async function NewContactPage() {
  await requireUser("marketer");
  const [t, properties, topics] = await Promise.all([
    getTranslations("contacts"),
    listProperties(),
    listActiveTopics(),
  ]);
  return (
    <Page width="narrow">
      <PageHeader
        title={t("form.newTitle")}
        back={{ href: "/audience/contacts", label: t("detail.back") }}
      />
      <NewContactForm
        properties={properties.map((property) => propertyField(property, undefined))}
        topics={topics.map(({ id, name }) => ({ id, name }))}
      />
    </Page>
  );
}
