"use client";

import { Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { resumeStoppedAction } from "./actions";

/** Resumes every campaign that one cause paused. */
export function GoOnButton({ word, count: n }: { word: string; count: number }) {
  const t = useTranslations("delivery.accountStop");
  return (
    <Confirm
      trigger={
        <Button>
          <Play aria-hidden />
          {t("goOn", { n })}
        </Button>
      }
      title={t("goOnTitle", { n })}
      body={t("goOnBody", { n })}
      confirmLabel={t("goOnConfirm", { n })}
      action={resumeStoppedAction}
      fields={{ word }}
    />
  );
}
