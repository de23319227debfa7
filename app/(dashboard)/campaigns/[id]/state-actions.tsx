"use client";

import { Ban, Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import type { CampaignStatus } from "@/lib/domain/campaign-edit";
import { canCampaign } from "@/lib/domain/campaign-status";
import { cancel, pause, resume } from "./actions";

type StateActionsProps = {
  id: number;
  status: CampaignStatus;
  /** Not sent yet: queued, sending or in doubt. */
  left: number;
  sent: number;
  /** The list of recipients still grows. */
  isPlanning: boolean;
};

/** Pause, resume and cancel, each with the exact numbers of what it means. */
export function StateActions({ id, status, left, sent, isPlanning }: StateActionsProps) {
  const t = useTranslations("campaigns.actions");
  const words = (sentence: string) => (
    <>
      <p>{sentence}</p>
      {isPlanning && <p className="text-sm text-muted">{t("leftUnplanned")}</p>}
    </>
  );
  return (
    <>
      {canCampaign("cancel", status) && (
        <Confirm
          trigger={
            <Button variant="quiet">
              <Ban aria-hidden />
              {t("cancel")}
            </Button>
          }
          title={t("cancelTitle")}
          body={words(t("cancelBody", { left, sent }))}
          confirmLabel={t("cancelConfirm", { left })}
          variant="danger"
          action={cancel}
          fields={{ id }}
        />
      )}
      {canCampaign("pause", status) && (
        <Confirm
          trigger={
            <Button>
              <Pause aria-hidden />
              {t("pause")}
            </Button>
          }
          title={t("pauseTitle")}
          body={words(t("pauseBody", { left, sent }))}
          confirmLabel={t("pauseConfirm")}
          action={pause}
          fields={{ id }}
        />
      )}
      {canCampaign("resume", status) && (
        <Confirm
          trigger={
            <Button variant="primary">
              <Play aria-hidden />
              {t("resume")}
            </Button>
          }
          title={t("resumeTitle")}
          body={words(t("resumeBody", { left }))}
          confirmLabel={t("resumeConfirm", { left })}
          action={resume}
          fields={{ id }}
        />
      )}
    </>
  );
}
