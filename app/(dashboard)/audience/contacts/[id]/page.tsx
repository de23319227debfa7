import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { propertyField } from "@/lib/contact-form";
import { findContact, type Contact } from "@/lib/contacts";
import { maskEmail, maskPhone } from "@/lib/domain/mask";
import { parseId } from "@/lib/domain/parse-id";
import { sayPropertyValue } from "@/lib/domain/property-value";
import { parseTimelineCursor } from "@/lib/domain/timeline-cursor";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";
import { listProperties } from "@/lib/properties";
import { requireUser } from "@/lib/session";
import { Consents } from "./consents";
import { EditForm } from "./edit-form";
import { PersonMenu } from "./person-menu";
import { Subscriptions } from "./subscriptions";
import { Suppressed } from "./suppressed";
import { Timeline } from "./timeline";

type ContactPageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({
  params,
}: Pick<ContactPageProps, "params">): Promise<Metadata> {
  await requireUser();
  const contact = await findContact(parseId((await params).id) ?? 0);
  return { title: contact?.name || (await getTranslations("contacts"))("title") };
}

export default async function ContactPage({ params, searchParams }: ContactPageProps) {
  const user = await requireUser();
  const given = await searchParams;
  const before = parseTimelineCursor(given["before"]);
  const contact = await findContact(parseId((await params).id) ?? 0);
  if (!contact) notFound();
  const [t, { timeZone }] = await Promise.all([getTranslations("contacts"), getOrganization()]);
  const canEdit = hasRole(user.role, "marketer");
  const email = canEdit ? contact.email : maskEmail(contact.email);
  return (
    <Page>
      <PageHeader
        title={contact.name || email}
        {...(contact.name !== "" && { description: email })}
        back={{ href: "/audience/contacts", label: t("detail.back") }}
        actions={
          canEdit && (
            <PersonMenu
              id={contact.id}
              name={contact.name || email}
              isAdmin={user.role === "admin"}
            />
          )
        }
      />
      {given["problem"] === "why" && <Notice tone="bad">{t("detail.dataMissing")}</Notice>}
      <Suppressed contact={contact} canEdit={canEdit} />
      <div className="grid items-start gap-x-8 gap-y-10 lg:grid-cols-2">
        <Section title={t("detail.details")}>
          <Card>{canEdit ? <Editable contact={contact} /> : <ReadOnly contact={contact} />}</Card>
          <Origin contact={contact} timeZone={timeZone} />
        </Section>
        <div className="flex min-w-0 flex-col gap-10">
          <Subscriptions contactId={contact.id} timeZone={timeZone} canEdit={canEdit} />
          <Consents contactId={contact.id} timeZone={timeZone} />
          <div id="timeline">
            <Timeline contactId={contact.id} timeZone={timeZone} before={before} />
          </div>
        </div>
      </div>
    </Page>
  );
}

async function Editable({ contact }: { contact: Contact }) {
  const properties = await listProperties();
  return (
    <EditForm
      id={contact.id}
      contact={{
        email: contact.email,
        name: contact.name,
        firstName: contact.firstName ?? "",
        lastName: contact.lastName ?? "",
        phone: contact.phone ?? "",
      }}
      properties={properties.map((property) =>
        propertyField(property, contact.properties[property.key]),
      )}
    />
  );
}

async function ReadOnly({ contact }: { contact: Contact }) {
  const [t, properties] = await Promise.all([getTranslations("contacts.form"), listProperties()]);
  const orDash = (text: string | null | undefined) => (text ? text : "–");
  return (
    <Facts
      items={[
        { label: t("email"), value: maskEmail(contact.email) },
        { label: t("name"), value: orDash(contact.name) },
        { label: t("phone"), value: orDash(contact.phone && maskPhone(contact.phone)) },
        ...properties.map(({ key, label, choices }) => ({
          label,
          value: orDash(
            sayPropertyValue(contact.properties[key], { choices, yes: t("yes"), no: t("no") }),
          ),
        })),
      ]}
    />
  );
}

async function Origin({ contact, timeZone }: { contact: Contact; timeZone: string }) {
  const t = await getTranslations("contacts.detail");
  const importId = /^import:(\d+)$/.exec(contact.source ?? "")?.[1];
  return (
    <Facts
      items={[
        {
          label: t("source"),
          value:
            importId === undefined ? (
              contact.source === "manual" ? (
                t("sourceManual")
              ) : (
                (contact.source ?? "–")
              )
            ) : (
              <TextLink href={`/audience/imports/${importId}`}>{t("sourceImport")}</TextLink>
            ),
        },
        {
          label: t("added"),
          value: <DateTime value={contact.createdAt} timeZone={timeZone} />,
        },
        {
          label: t("changed"),
          value: <DateTime value={contact.updatedAt} timeZone={timeZone} />,
        },
      ]}
    />
  );
}
