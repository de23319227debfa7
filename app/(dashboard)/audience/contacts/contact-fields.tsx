"use client";

import { useTranslations } from "next-intl";
import { EmailField } from "@/components/audience/email-field";
import { DateField } from "@/components/ui/date-field";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import type { ActionState } from "@/lib/domain/action-state";

export type PropertyField = {
  key: string;
  label: string;
  type: "text" | "number" | "date" | "boolean" | "choice" | "list";
  value: string;
  /** The labels that a choice offers. */
  choices: string[];
};

export type ContactFieldsProps = {
  contact: { email: string; name: string; firstName: string; lastName: string; phone: string };
  properties: PropertyField[];
  state: ActionState;
};

/** The fields of a contact, each property as its type. */
export function ContactFields({ contact, properties, state }: ContactFieldsProps) {
  const t = useTranslations("contacts.form");
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="flex flex-col gap-1 sm:col-span-2">
          <EmailField label={t("email")} name="email" defaultValue={contact.email} />
          <ExistingLink data={state?.ok === false ? state.data : undefined} />
        </div>
        <TextField label={t("name")} name="name" defaultValue={contact.name} maxLength={200} />
        <TextField
          label={t("phone")}
          name="phone"
          type="tel"
          defaultValue={contact.phone}
          maxLength={50}
        />
        <TextField
          label={t("lastName")}
          name="lastName"
          defaultValue={contact.lastName}
          maxLength={200}
        />
        <TextField
          label={t("firstName")}
          name="firstName"
          defaultValue={contact.firstName}
          maxLength={200}
        />
      </div>
      {properties.length > 0 && (
        <fieldset className="flex flex-col gap-4">
          <legend className="mb-3 font-medium">{t("properties")}</legend>
          <div className="grid gap-4 sm:grid-cols-2">
            {properties.map((property) => (
              <PropertyInput key={property.key} property={property} />
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}

function PropertyInput({
  property: { key, label, type, value, choices },
}: {
  property: PropertyField;
}) {
  const t = useTranslations("contacts.form");
  const name = `property-${key}`;
  if (type === "date") return <DateField label={label} name={name} defaultValue={value} />;
  if (type === "boolean") {
    return (
      <Select
        label={label}
        name={name}
        defaultValue={value === "" ? " " : value}
        items={[
          { id: " ", label: t("unset") }, // blank, but not the empty id that a list cannot have
          { id: "Y", label: t("yes") },
          { id: "N", label: t("no") },
        ]}
      />
    );
  }
  if (type === "choice") {
    // One that was taken out stays until another is picked.
    const labels = value === "" || choices.includes(value) ? choices : [value, ...choices];
    return (
      <Select
        label={label}
        name={name}
        defaultValue={value === "" ? " " : value}
        items={[
          { id: " ", label: t("unset") },
          ...labels.map((choice) => ({ id: choice, label: choice })),
        ]}
      />
    );
  }
  return (
    <TextField
      label={label}
      name={name}
      defaultValue={value}
      {...(type === "list" && { description: t("listHint") })}
      maxLength={10_000}
      inputMode={type === "number" ? "decimal" : "text"}
    />
  );
}

/** The address belongs to somebody else: where to find them. */
function ExistingLink({ data }: { data: unknown }) {
  const t = useTranslations("contacts.form");
  if (typeof data !== "object" || data === null || !("existingId" in data)) return null;
  return (
    <TextLink href={`/audience/contacts/${String(data.existingId)}`} className="self-start text-sm">
      {t("openExisting")}
    </TextLink>
  );
}
