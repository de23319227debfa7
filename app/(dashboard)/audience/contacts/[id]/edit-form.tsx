"use client";

import { useTranslations } from "next-intl";
import { save } from "@/app/(dashboard)/audience/contacts/actions";
import {
  ContactFields,
  type ContactFieldsProps,
} from "@/app/(dashboard)/audience/contacts/contact-fields";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";

type EditFormProps = Omit<ContactFieldsProps, "state"> & { id: number };

export function EditForm({ id, ...fields }: EditFormProps) {
  const t = useTranslations("contacts");
  return (
    <Form action={save} aria-label={t("detail.details")}>
      {(state) => (
        <>
          <input type="hidden" name="id" value={id} />
          <ContactFields {...fields} state={state} />
          <FormMessage />
          <div>
            <SubmitButton>{t("form.save")}</SubmitButton>
          </div>
        </>
      )}
    </Form>
  );
}
