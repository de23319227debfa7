"use client";

import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { Spinner } from "@/components/ui/spinner";

/** The editor weighs as much as the rest of the page: only those who compose load it. */
export const Composer = dynamic(async () => (await import("./composer-editor")).ComposerEditor, {
  ssr: false,
  loading: () => <Loading />,
});

function Loading() {
  const t = useTranslations("composer");
  return (
    <p className="flex items-center gap-2 text-muted">
      <Spinner className="size-4" />
      {t("loading")}
    </p>
  );
}
