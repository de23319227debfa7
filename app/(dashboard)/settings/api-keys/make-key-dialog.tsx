"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CheckboxGroup } from "@/components/ui/checkbox-group";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { apiScopes } from "@/lib/domain/api-scope";
import { makeKey } from "./actions";

/** Asks what a key is for and may do, then shows it this once. */
export function MakeKeyDialog() {
  const t = useTranslations("apiKeys");
  return (
    <Dialog
      title={t("addTitle")}
      trigger={
        <Button variant="primary">
          <KeyRound aria-hidden />
          {t("add")}
        </Button>
      }
    >
      {(close) => (
        <Form action={makeKey}>
          {(state) =>
            state?.ok ? (
              <>
                <Notice tone="good">{state.message}</Notice>
                <CopyField label={t("key")} value={String(state.data)} />
                <Button className="self-end" onPress={close}>
                  {t("done")}
                </Button>
              </>
            ) : (
              <>
                <TextField
                  label={t("name")}
                  name="name"
                  description={t("nameHint")}
                  autoComplete="off"
                  maxLength={100}
                  isRequired
                />
                <CheckboxGroup
                  label={t("scopes")}
                  name="scopes"
                  defaultValue={["contacts:write"]}
                  items={apiScopes.map((scope) => ({
                    id: scope,
                    label: t(`scope.${scope}`),
                    description: t(`scopeHint.${scope}`),
                  }))}
                />
                <FormMessage />
                <SubmitButton className="self-end">{t("submit")}</SubmitButton>
              </>
            )
          }
        </Form>
      )}
    </Dialog>
  );
}
