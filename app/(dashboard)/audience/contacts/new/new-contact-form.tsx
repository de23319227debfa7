"use client";

import { useTranslations } from "next-intl";
import { add } from "@/app/(dashboard)/audience/contacts/actions";
import {
  ContactFields,
  type PropertyField,
} from "@/app/(dashboard)/audience/contacts/contact-fields";
import { Checkbox } from "@/components/ui/checkbox";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";

type NewContactFormProps = {
  properties: PropertyField[];
  topics: { id: number; name: string }[];
};

const blank = { email: "", name: "", firstName: "", lastName: "", phone: "" };

export function NewContactForm({ properties, topics }: NewContactFormProps) {
  const t = useTranslations("contacts.form");
  return (
    <Form action={add} aria-label={t("newTitle")}>
      {(state) => (
        <>
          <ContactFields contact={blank} properties={properties} state={state} />
          {topics.length > 0 && (
            <fieldset className="flex flex-col gap-3">
              <legend className="mb-1 font-medium">{t("topics")}</legend>
              <p className="text-sm text-muted">{t("topicsHint")}</p>
              {topics.map(({ id, name }) => (
                <Checkbox key={id} name="topics" value={String(id)}>
                  {name}
                </Checkbox>
              ))}
              <TextField
                label={t("source")}
                name="source"
                description={t("sourceHint")}
                maxLength={500}
              />
            </fieldset>
          )}
          <FormMessage />
          <div>
            <SubmitButton>{t("create")}</SubmitButton>
          </div>
        </>
      )}
    </Form>
  );
}
