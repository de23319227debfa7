"use client";

import { Check, CircleAlert, CloudUpload } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { formatInstant } from "@/lib/domain/date-format";
import type { SaveState } from "./use-autosave";

type SaveLineProps = {
  state: SaveState;
  timeZone: string;
  onSave: () => void;
  onOverwrite: () => void;
  onDiscard: () => void;
};

/** Always says whether the work is safe, and lets a person save at once. */
export function SaveLine({ state, timeZone, onSave, ...choices }: SaveLineProps) {
  const t = useTranslations("campaigns.save");
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <output className="flex items-center gap-1.5 text-sm text-muted tabular-nums">
        <SaveWords state={state} />
      </output>
      {(state.kind === "unsaved" || state.kind === "failed" || state.kind === "invalid") && (
        <Button size="small" onPress={onSave}>
          {t(state.kind === "unsaved" ? "saveNow" : "retry")}
        </Button>
      )}
      {state.kind === "conflict" && <Conflict at={state.at} timeZone={timeZone} {...choices} />}
    </div>
  );
}

function SaveWords({ state }: { state: SaveState }) {
  const t = useTranslations("campaigns.save");
  switch (state.kind) {
    case "saved":
      return (
        <>
          <Check className="size-4 text-good" aria-hidden />
          {state.at === undefined ? t("asLoaded") : <SavedAgo at={state.at} />}
        </>
      );
    case "unsaved":
      return (
        <>
          <CloudUpload className="size-4" aria-hidden />
          {t("unsaved")}
        </>
      );
    case "saving":
      return (
        <>
          <Spinner className="size-3.5" />
          {t("saving")}
        </>
      );
    case "invalid":
    case "failed":
      return (
        <span className="flex items-center gap-1.5 text-bad-ink">
          <CircleAlert className="size-4 shrink-0" aria-hidden />
          {state.message ?? t(state.kind)}
        </span>
      );
    case "conflict":
      return (
        <span className="flex items-center gap-1.5 text-bad-ink">
          <CircleAlert className="size-4 shrink-0" aria-hidden />
          {t("conflictTitle")}
        </span>
      );
  }
}

function SavedAgo({ at }: { at: number }) {
  const t = useTranslations("campaigns.save");
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((now - at) / 1_000));
  if (seconds < 2) return t("saved", { ago: t("now") });
  if (seconds < 60) return t("saved", { ago: t("seconds", { n: seconds }) });
  if (seconds < 3_600) return t("saved", { ago: t("minutes", { n: Math.floor(seconds / 60) }) });
  return t("saved", { ago: t("hours", { n: Math.floor(seconds / 3_600) }) });
}

type ConflictProps = {
  at: string;
  timeZone: string;
  onOverwrite: () => void;
  onDiscard: () => void;
};

/** Opens by itself: two versions exist, and only a person can say which one stays. */
function Conflict({ at, timeZone, onOverwrite, onDiscard }: ConflictProps) {
  const t = useTranslations("campaigns.save");
  const locale = useLocale();
  const [isOpen, setOpen] = useState(true);
  const time = formatInstant(new Date(at), { timeZone, locale, style: "time" });
  return (
    <>
      <Button size="small" onPress={() => setOpen(true)}>
        {t("decide")}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t("conflictTitle")} size="small">
        {(close) => (
          <div className="flex flex-col gap-4">
            <p>{t("conflictBody", { time })}</p>
            <div className="flex flex-col gap-1">
              <Button variant="primary" onPress={onDiscard}>
                {t("conflictTheirs")}
              </Button>
              <p className="text-sm text-muted">{t("conflictTheirsHint")}</p>
            </div>
            <div className="flex flex-col gap-1">
              <Button
                onPress={() => {
                  close();
                  onOverwrite();
                }}
              >
                {t("conflictMine")}
              </Button>
              <p className="text-sm text-muted">{t("conflictMineHint")}</p>
            </div>
            <Button variant="quiet" onPress={close}>
              {t("conflictLater")}
            </Button>
          </div>
        )}
      </Dialog>
    </>
  );
}
