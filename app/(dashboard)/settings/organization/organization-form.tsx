"use client";

import { useTranslations } from "next-intl";
import { ComboBox } from "@/components/ui/combo-box";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TimeZoneField } from "@/components/ui/time-zone-field";
import { saveOrganization } from "./actions";

type OrganizationFormProps = {
  /** Named by the server: browsers know other names for some. */
  countries: { id: string; label: string }[];
  organization: {
    name: string;
    country: string;
    timeZone: string;
    locale: string;
    postalAddress: string;
    phone: string;
    softBounceLimit: number;
  };
};

export function OrganizationForm({ organization, countries }: OrganizationFormProps) {
  const t = useTranslations("settings.organization");
  const settings = useTranslations("settings");
  return (
    <Form action={saveOrganization} className="max-w-150">
      <TextField
        label={t("name")}
        name="name"
        defaultValue={organization.name}
        maxLength={100}
        isRequired
      />
      <ComboBox
        label={t("country")}
        name="country"
        items={countries}
        defaultValue={organization.country}
        description={t("countryHint")}
      />
      <TimeZoneField
        label={t("timeZone")}
        name="timeZone"
        defaultValue={organization.timeZone}
        description={t("timeZoneHint")}
      />
      <Select
        label={t("locale")}
        name="locale"
        defaultValue={organization.locale}
        items={[
          { id: "ko", label: settings("locale.ko") },
          { id: "en", label: settings("locale.en") },
        ]}
      />
      <TextField
        label={t("postalAddress")}
        name="postalAddress"
        defaultValue={organization.postalAddress}
        autoComplete="street-address"
        maxLength={200}
      />
      <TextField
        label={t("phone")}
        name="phone"
        type="tel"
        defaultValue={organization.phone}
        autoComplete="tel"
        maxLength={40}
        description={t("footerHint")}
      />
      <TextField
        label={t("softBounceLimit")}
        name="softBounceLimit"
        inputMode="numeric"
        defaultValue={String(organization.softBounceLimit)}
        maxLength={2}
        description={t("softBounceHint")}
        isRequired
      />
      <FormMessage />
      <SubmitButton className="self-start">{settings("save")}</SubmitButton>
    </Form>
  );
}
