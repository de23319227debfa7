"use client";

import { useTranslations } from "next-intl";
import { compare } from "@/app/(dashboard)/audience/contacts/person-actions";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";

/** Asks for the other contact. */
export function CompareForm({ into }: { into: number }) {
  const t = useTranslations("person.merge");
  return (
    <Card>
      <Form action={compare} className="max-w-110">
        <input type="hidden" name="into" value={into} />
        <TextField label={t("other")} name="email" description={t("otherHint")} isRequired />
        <FormMessage />
        <div>
          <SubmitButton variant="primary">{t("compare")}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
