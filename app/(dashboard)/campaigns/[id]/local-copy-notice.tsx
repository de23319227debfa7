"use client";

import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatInstant } from "@/lib/domain/date-format";
import type { LocalCopy } from "./use-local-copy";

type LocalCopyNoticeProps = {
  copy: LocalCopy;
  /** As the server has it. */
  revision: number;
  timeZone: string;
  onRestore: () => void;
  onDrop: () => void;
};

/** Work of an earlier visit that never reached the server: a person says what becomes of it. */
export function LocalCopyNotice({ copy, revision, timeZone, ...choices }: LocalCopyNoticeProps) {
  const t = useTranslations("composer.local");
  const locale = useLocale();
  const time = formatInstant(new Date(copy.at), { timeZone, locale, style: "time" });
  return (
    <Notice
      tone="warn"
      actions={
        <>
          <Button size="small" onPress={choices.onRestore}>
            {t("restore")}
          </Button>
          <Button size="small" variant="quiet" onPress={choices.onDrop}>
            {t("drop")}
          </Button>
        </>
      }
    >
      {t(copy.revision === revision ? "found" : "foundOlder", { time })}
    </Notice>
  );
}
