"use client";

import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { cancel } from "@/app/(dashboard)/campaigns/[id]/actions";
import { Unschedule } from "@/app/(dashboard)/campaigns/[id]/unschedule";
import { isScheduleQuestion } from "@/lib/domain/campaign-status";
import { formatInstant, zoneName } from "@/lib/domain/date-format";
import { reschedule, sendScheduledNow } from "./actions";
import { TimeFields } from "./time-fields";

type ScheduledPanelProps = {
  campaign: {
    id: number;
    scheduledFor: Date | null;
    timeZone: string | null;
    pausedReason: string | null;
  };
  willGet: number;
  canSend: boolean;
  /** The organisation's, when the campaign names none. */
  zone: string;
};

/** When it goes out, or why it waits for a person; and what can still be done. */
export function ScheduledPanel({ campaign, willGet, canSend, zone }: ScheduledPanelProps) {
  const t = useTranslations("campaigns.scheduled");
  const locale = useLocale();
  const timeZone = campaign.timeZone ?? zone;
  const at = campaign.scheduledFor ?? new Date(0);
  const time = `${formatInstant(at, { timeZone, locale, style: "long" })} ${zoneName(at, timeZone)}`;
  const question = isScheduleQuestion(campaign.pausedReason) ? campaign.pausedReason : undefined;
  const waits = question !== undefined;
  return (
    <Notice tone={waits ? "warn" : "accent"} title={t("body", { time, count: willGet })}>
      <p>{question ? t(question) : t("zone", { zone: timeZone.replaceAll("_", " ") })}</p>
      {canSend && (
        <div className="flex flex-wrap gap-2 pt-2">
          <Confirm
            trigger={<Button variant={waits ? "primary" : "secondary"}>{t("sendNow")}</Button>}
            title={t("sendNowTitle", { count: willGet })}
            body={t("sendNowBody")}
            confirmLabel={t("sendNow")}
            action={sendScheduledNow}
            fields={{ id: campaign.id }}
          />
          <Reschedule id={campaign.id} at={at} timeZone={timeZone} />
          <Unschedule id={campaign.id} />
          <Confirm
            trigger={<Button variant="quiet">{t("cancel")}</Button>}
            title={t("cancelTitle")}
            body={t("cancelBody", { count: willGet })}
            confirmLabel={t("cancel")}
            variant="danger"
            action={cancel}
            fields={{ id: campaign.id }}
          />
        </div>
      )}
    </Notice>
  );
}

function Reschedule({ id, at, timeZone }: { id: number; at: Date; timeZone: string }) {
  const t = useTranslations("campaigns.scheduled");
  return (
    <Dialog trigger={<Button>{t("reschedule")}</Button>} title={t("reschedule")}>
      {(close) => (
        <Form action={reschedule} onAnswer={(answer) => answer.ok && close()}>
          {(state) => (
            <>
              <input type="hidden" name="id" value={id} />
              <TimeFields
                timeZone={timeZone}
                defaultValue={at.toISOString()}
                error={state?.fields?.["at"]}
                onChange={() => undefined}
              />
              <FormMessage />
              <div className="flex justify-end">
                <SubmitButton>{t("rescheduleSave")}</SubmitButton>
              </div>
            </>
          )}
        </Form>
      )}
    </Dialog>
  );
}
