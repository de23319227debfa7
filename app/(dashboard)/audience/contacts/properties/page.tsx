import { ListPlus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { hasRole } from "@/lib/domain/user-role";
import { listArchivedProperties, listProperties, type Property } from "@/lib/properties";
import { requireUser } from "@/lib/session";
import { archive, restore } from "./actions";
import { NewPropertyForm } from "./new-property-form";
import { RenameDialog } from "./rename-dialog";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contacts.property"))("title") };
}

export default async function PropertiesPage() {
  const user = await requireUser();
  const [t, properties, archived] = await Promise.all([
    getTranslations("contacts"),
    listProperties(),
    listArchivedProperties(),
  ]);
  const canEdit = hasRole(user.role, "marketer");
  return (
    <Page>
      <PageHeader
        title={t("property.title")}
        description={t("property.description")}
        back={{ href: "/audience/contacts", label: t("detail.back") }}
      />
      {properties.length === 0 ? (
        <EmptyState
          icon={<ListPlus />}
          title={t("property.emptyTitle")}
          body={t("property.emptyBody")}
        />
      ) : (
        <PropertyTable label={t("property.title")} properties={properties} canEdit={canEdit} />
      )}
      {canEdit && (
        <Section title={t("property.add")}>
          <Card>
            <NewPropertyForm />
          </Card>
        </Section>
      )}
      {archived.length > 0 && (
        <Section title={t("property.archived")}>
          <PropertyTable
            label={t("property.archived")}
            properties={archived}
            canEdit={canEdit}
            isArchive
          />
        </Section>
      )}
    </Page>
  );
}

type PropertyTableProps = {
  label: string;
  properties: Property[];
  canEdit: boolean;
  isArchive?: boolean;
};

async function PropertyTable({ label, properties, canEdit, isArchive }: PropertyTableProps) {
  const t = await getTranslations("contacts.property");
  return (
    <Table label={label}>
      <Thead>
        <tr>
          <Th>{t("label")}</Th>
          <Th>{t("key")}</Th>
          <Th>{t("type")}</Th>
          {canEdit && (
            <Th>
              <span className="sr-only">{t("actions")}</span>
            </Th>
          )}
        </tr>
      </Thead>
      <Tbody>
        {properties.map((property) => (
          <Tr key={property.id}>
            <Td className="font-medium">{property.label}</Td>
            <Td className="font-mono text-sm">{property.key}</Td>
            <Td>{t(`types.${property.type}`)}</Td>
            {canEdit && (
              <Td align="end">
                <PropertyActions property={property} isArchived={isArchive === true} />
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

async function PropertyActions({
  property: { id, label },
  isArchived,
}: {
  property: Property;
  isArchived: boolean;
}) {
  const t = await getTranslations("contacts.property");
  if (isArchived) {
    return (
      <Confirm
        trigger={<Button size="small">{t("restore")}</Button>}
        title={t("restoreTitle", { label })}
        body={t("restoreBody")}
        confirmLabel={t("restore")}
        action={restore}
        fields={{ id }}
      />
    );
  }
  return (
    <div className="flex justify-end gap-2">
      <RenameDialog id={id} label={label} />
      <Confirm
        trigger={<Button size="small">{t("archive")}</Button>}
        title={t("archiveTitle", { label })}
        body={t("archiveBody")}
        confirmLabel={t("archive")}
        action={archive}
        fields={{ id }}
      />
    </div>
  );
}
