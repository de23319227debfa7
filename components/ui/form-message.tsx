"use client";

import { useTranslations } from "next-intl";
import { use } from "react";
import { FormContext } from "./form-context";
import { Notice } from "./notice";

/** The answer that belongs to no single field; counts the fields when there is no sentence. */
export function FormMessage() {
  const t = useTranslations("ui");
  const { state } = use(FormContext);
  const wrongFields = Object.keys(state?.fields ?? {}).length;
  const message =
    state?.message ??
    (state?.ok === false
      ? wrongFields > 0
        ? t("fixFields", { count: wrongFields })
        : t("formFailed")
      : undefined);
  return (
    // Always in the page, so that a screen reader hears it when it fills.
    <div role={state?.ok === false ? "alert" : "status"} className="empty:hidden">
      {message !== undefined && <Notice tone={state?.ok ? "good" : "bad"}>{message}</Notice>}
    </div>
  );
}
