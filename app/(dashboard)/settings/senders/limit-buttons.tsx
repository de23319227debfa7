"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { RadioGroup } from "@/components/ui/radio-group";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import type { FormAction } from "@/lib/domain/action-state";
import { beginWarmUp, saveDailyCap, stopWarmUp } from "./limit-actions";

type LimitButtonsProps = { domain: string; dailyCap: number | null; isWarmingUp: boolean };

export function LimitButtons({ domain, dailyCap, isWarmingUp }: LimitButtonsProps) {
  const t = useTranslations("domains");
  return (
    <div className="flex flex-wrap gap-2">
      <CapDialog domain={domain} dailyCap={dailyCap} />
      {isWarmingUp ? (
        <Confirm
          trigger={<Button size="small">{t("endWarmUp")}</Button>}
          title={t("endTitle", { domain })}
          body={t("endBody")}
          confirmLabel={t("endWarmUp")}
          action={stopWarmUp}
          fields={{ domain }}
        />
      ) : (
        <WarmUpDialog domain={domain} />
      )}
    </div>
  );
}

function CapDialog({ domain, dailyCap }: { domain: string; dailyCap: number | null }) {
  const t = useTranslations("domains");
  const words = useTranslations("settings");
  return (
    <Dialog
      title={t("capTitle", { domain })}
      size="small"
      trigger={<Button size="small">{t("setCap")}</Button>}
    >
      {(close) => (
        <LimitForm domain={domain} action={saveDailyCap} submit={words("save")} onDone={close}>
          <TextField
            label={t("cap")}
            name="cap"
            inputMode="numeric"
            defaultValue={dailyCap === null ? "" : String(dailyCap)}
            description={t("capHint")}
            suffix={t("perDay")}
          />
        </LimitForm>
      )}
    </Dialog>
  );
}

function WarmUpDialog({ domain }: { domain: string }) {
  const t = useTranslations("domains");
  return (
    <Dialog
      title={t("warmUpTitle", { domain })}
      trigger={<Button size="small">{t("startWarmUp")}</Button>}
    >
      {(close) => (
        <LimitForm domain={domain} action={beginWarmUp} submit={t("startWarmUp")} onDone={close}>
          <p className="text-muted">{t("warmUpBody")}</p>
          <TextField
            label={t("start")}
            name="start"
            inputMode="numeric"
            defaultValue="200"
            suffix={t("perDay")}
            isRequired
          />
          <TextField
            label={t("goal")}
            name="goal"
            inputMode="numeric"
            defaultValue="10000"
            description={t("goalHint")}
            suffix={t("perDay")}
            isRequired
          />
          <RadioGroup
            label={t("growth")}
            name="growth"
            defaultValue="careful"
            items={[
              { id: "careful", label: t("careful"), description: t("carefulHint") },
              { id: "fast", label: t("fast"), description: t("fastHint") },
            ]}
          />
        </LimitForm>
      )}
    </Dialog>
  );
}

function LimitForm({
  domain,
  action,
  submit,
  onDone,
  children,
}: {
  domain: string;
  action: FormAction;
  submit: string;
  onDone: () => void;
  children: ReactNode;
}) {
  return (
    <Form
      action={action}
      onAnswer={(answer) => {
        if (!answer.ok) return;
        onDone();
        if (answer.message) toast(answer.message);
      }}
    >
      <input type="hidden" name="domain" value={domain} />
      {children}
      <FormMessage />
      <SubmitButton className="self-end">{submit}</SubmitButton>
    </Form>
  );
}
