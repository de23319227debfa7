"use client";

import { ClipboardPaste, Monitor, Redo2, Smartphone, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Toolbar } from "react-aria-components";
import { ChoiceButtons } from "@/components/content/choice-buttons";
import { toast } from "@/components/ui/toast";
import { Action } from "./block-actions";
import { lastCopied } from "./block-clipboard";
import type { CanvasWidth } from "./canvas";
import { useEditing, useUndo } from "./use-editing";

type ComposerToolbarProps = { width: CanvasWidth; onWidth: (width: CanvasWidth) => void };

export function ComposerToolbar({ width, onWidth }: ComposerToolbarProps) {
  const t = useTranslations("composer.toolbar");
  const { back, forward, hasPast, hasFuture } = useUndo();
  const editing = useEditing();

  function paste() {
    const blocks = lastCopied();
    if (!blocks) return toast(t("nothingCopied"), { tone: "neutral" });
    editing.paste(blocks);
    toast(t("pasted"));
  }

  return (
    <Toolbar
      aria-label={t("label")}
      className="flex flex-wrap items-center justify-between gap-2 rounded-t-lg border-b border-line bg-surface px-2 py-1.5"
    >
      <div className="flex items-center">
        <Action label={hasPast ? t("undo") : t("noPast")} onPress={back} isFaint={!hasPast}>
          <Undo2 aria-hidden />
        </Action>
        <Action
          label={hasFuture ? t("redo") : t("noFuture")}
          onPress={forward}
          isFaint={!hasFuture}
        >
          <Redo2 aria-hidden />
        </Action>
        <Action label={t("paste")} onPress={paste}>
          <ClipboardPaste aria-hidden />
        </Action>
      </div>
      <ChoiceButtons
        label={t("width")}
        value={width}
        onChange={onWidth}
        items={[
          { id: "wide", label: t("wide"), icon: <Monitor aria-hidden /> },
          { id: "phone", label: t("phone"), icon: <Smartphone aria-hidden /> },
        ]}
      />
    </Toolbar>
  );
}
