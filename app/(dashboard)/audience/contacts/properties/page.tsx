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
import { offeredChoices } from "@/lib/domain/property-choices";
import { mapPropertyUsage, type PropertyUsage } from "@/lib/property-usage";
import { requireUser } from "@/lib/session";
import { archive, restore } from "./actions";
import { ChoicesDialog } from "./choices-dialog";
import { NewPropertyForm } from "./new-property-form";
import { RenameDialog } from "./rename-dialog";
import { Usage } from "./usage";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("properties"))("title") };
}

export default async function PropertiesPage() {
  const user = await requireUser();
  const [t, back, properties, archived] = await Promise.all([
    getTranslations("properties"),
    getTranslations("contacts.detail"),
    listProperties(),
    listArchivedProperties(),
  ]);
  const usage = await mapPropertyUsage([...properties, ...archived].map(({ key }) => key));
  const canEdit = hasRole(user.role, "marketer");
  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("description")}
        back={{ href: "/audience/contacts", label: back("back") }}
      />
      {properties.length === 0 ? (
        <EmptyState icon={<ListPlus />} title={t("emptyTitle")} body={t("emptyBody")} />
      ) : (
        <PropertyTable label={t("title")} properties={properties} usage={usage} canEdit={canEdit} />
      )}
      {canEdit && (
        <Section title={t("add")}>
          <Card>
            <NewPropertyForm />
          </Card>
        </Section>
      )}
      {archived.length > 0 && (
        <Section title={t("archived")}>
          <PropertyTable
            label={t("archived")}
            properties={archived}
            usage={usage}
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
  usage: ReadonlyMap<string, PropertyUsage>;
  canEdit: boolean;
  isArchive?: boolean;
};

async function PropertyTable({ label, properties, usage, canEdit, isArchive }: PropertyTableProps) {
  const t = await getTranslations("properties");
  return (
    <Table label={label}>
      <Thead>
        <tr>
          <Th>{t("label")}</Th>
          <Th hideBelow="md">{t("key")}</Th>
          <Th hideBelow="md">{t("type")}</Th>
          <Th hideBelow="md">{t("usedIn")}</Th>
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
            <Td>
              <p className="font-medium">{property.label}</p>
              <p className="flex flex-wrap gap-x-2 text-sm text-muted md:hidden">
                <span className="font-mono">{property.key}</span>
                <span>{t(`types.${property.type}`)}</span>
              </p>
              {property.type === "choice" && (
                <p className="line-clamp-2 text-sm text-muted">
                  {offeredChoices(property.choices)
                    .map((choice) => choice.label)
                    .join(", ")}
                </p>
              )}
              {usage.has(property.key) && (
                <div className="mt-1 text-sm md:hidden">
                  <Usage usage={usage.get(property.key)} />
                </div>
              )}
            </Td>
            <Td hideBelow="md" className="font-mono text-sm">
              {property.key}
            </Td>
            <Td hideBelow="md">{t(`types.${property.type}`)}</Td>
            <Td hideBelow="md" className="text-sm">
              <Usage usage={usage.get(property.key)} />
            </Td>
            {canEdit && (
              <Td align="end">
                <PropertyActions
                  property={property}
                  usage={usage.get(property.key)}
                  isArchived={isArchive === true}
                />
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

async function PropertyActions({
  property: { id, key, label, type, choices },
  usage,
  isArchived,
}: {
  property: Property;
  usage: PropertyUsage | undefined;
  isArchived: boolean;
}) {
  const t = await getTranslations("properties");
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
    <div className="flex flex-wrap justify-end gap-2">
      {type === "choice" && (
        <ChoicesDialog
          id={id}
          label={label}
          choices={choices}
          isUsedInMails={(usage?.campaigns.length ?? 0) > 0}
        />
      )}
      <RenameDialog id={id} propertyKey={key} label={label} />
      <Confirm
        trigger={<Button size="small">{t("archive")}</Button>}
        title={t("archiveTitle", { label })}
        body={
          <>
            <p>{t("archiveBody")}</p>
            {usage && (
              <>
                <p>{t("archiveUsed")}</p>
                <Usage usage={usage} />
              </>
            )}
          </>
        }
        confirmLabel={t("archive")}
        action={archive}
        fields={{ id }}
      />
    </div>
  );
}
