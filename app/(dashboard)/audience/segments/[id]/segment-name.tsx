"use client";

import { useTranslations } from "next-intl";
import { rename } from "@/app/(dashboard)/audience/segments/actions";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";

/** The one thing to edit about a static segment. */
export function SegmentName({ segment: { id, name } }: { segment: { id: number; name: string } }) {
  const t = useTranslations("segments");
  return (
    <Form action={rename} aria-label={t("name")} className="max-w-120">
      <input type="hidden" name="id" value={id} />
      <TextField
        label={t("name")}
        name="name"
        description={t("nameHint")}
        defaultValue={name}
        maxLength={100}
        isRequired
      />
      <FormMessage />
      <SubmitButton variant="secondary" className="self-start">
        {t("save")}
      </SubmitButton>
    </Form>
  );
}
