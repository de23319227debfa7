"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { dismissChecklistAction } from "./actions";

export function DismissChecklist() {
  const t = useTranslations("overview.checklist");
  const router = useRouter();
  return (
    <Form action={dismissChecklistAction} onAnswer={() => router.refresh()}>
      <SubmitButton variant="quiet" size="small">
        <X aria-hidden />
        {t("dismiss")}
      </SubmitButton>
    </Form>
  );
}
