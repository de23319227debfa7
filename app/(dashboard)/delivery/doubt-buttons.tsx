"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { sendAgainAction, treatAsSentAction } from "./actions";

type DoubtButtonsProps = {
  people: number;
  /** So young that a report may still come. */
  young: number;
  quietMinutes: number;
  fields: Record<string, string | number>;
  isCanceled: boolean;
};

/** The two decisions that only a person can take, each with what it may cost. */
export function DoubtButtons(props: DoubtButtonsProps) {
  const { people: n, young, quietMinutes, fields, isCanceled } = props;
  const t = useTranslations("delivery.doubts");
  return (
    <>
      <Confirm
        trigger={<Button>{t("treat")}</Button>}
        title={t("treatTitle", { n })}
        body={t("treatBody", { n })}
        confirmLabel={t("treatConfirm", { n })}
        action={treatAsSentAction}
        fields={fields}
      />
      {isCanceled ? (
        <Button disabledReason={t("canceled")}>{t("again")}</Button>
      ) : (
        <Confirm
          trigger={<Button>{t("again")}</Button>}
          title={t("againTitle")}
          body={
            <>
              <p>{t("againBody", { n })}</p>
              {young > 0 && (
                <p className="text-warn-ink">
                  {t("againYoung", { n: young, minutes: quietMinutes })}
                </p>
              )}
            </>
          }
          confirmLabel={t("againConfirm", { n })}
          variant="danger"
          action={sendAgainAction}
          fields={fields}
        />
      )}
    </>
  );
}
