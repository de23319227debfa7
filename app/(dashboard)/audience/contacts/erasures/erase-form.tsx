"use client";

import { useTranslations } from "next-intl";
import { eraseAddress } from "@/app/(dashboard)/audience/contacts/person-actions";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { TextField } from "@/components/ui/text-field";

/** Forgets somebody who need not be a contact. */
export function EraseForm() {
  const t = useTranslations("person.erase");
  return (
    <div>
      <Confirm
        trigger={<Button variant="danger">{t("byAddress")}</Button>}
        title={t("byAddress")}
        body={
          <>
            <p>{t("addressBody")}</p>
            <p>{t("again")}</p>
          </>
        }
        confirmLabel={t("confirm")}
        action={eraseAddress}
        variant="danger"
      >
        <TextField label={t("address")} name="email" isRequired maxLength={320} />
        <TextField
          label={t("why")}
          name="why"
          description={t("whyHint")}
          isRequired
          maxLength={200}
        />
      </Confirm>
    </div>
  );
}
