"use client";

import { Blocks, ListTree, SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChoiceButtons } from "@/components/content/choice-buttons";
import { BlockPanel } from "./block-panel";
import { Outline } from "./outline";
import { Palette } from "./palette";
import { ProblemList } from "./problem-list";
import { useSelectedBlock } from "./use-editing";

type Tab = "add" | "outline" | "block";

/** Where there is no room for a column on each side: one of three, and the block that is chosen. */
export function NarrowPanel({ onGo }: { onGo: (place: string) => void }) {
  const t = useTranslations("composer.tabs");
  const chosen = useSelectedBlock()?.id;
  const [tab, setTab] = useState<Tab>("add");
  const [last, setLast] = useState(chosen);
  if (chosen !== last) {
    setLast(chosen);
    if (chosen !== undefined) setTab("block");
  }
  return (
    <div className="flex min-h-0 flex-col gap-3">
      <ChoiceButtons
        label={t("label")}
        value={tab}
        onChange={setTab}
        items={[
          { id: "add", label: t("add"), icon: <Blocks aria-hidden /> },
          { id: "outline", label: t("outline"), icon: <ListTree aria-hidden /> },
          { id: "block", label: t("block"), icon: <SlidersHorizontal aria-hidden /> },
        ]}
      />
      <div className="flex min-h-0 grow flex-col gap-4 overflow-y-auto pr-1 pb-4" data-block-panel>
        {tab === "add" && <Palette />}
        {tab === "outline" && <Outline />}
        {tab === "block" && (
          <>
            <ProblemList onGo={onGo} />
            <BlockPanel />
          </>
        )}
      </div>
    </div>
  );
}

/** On the left of the canvas: what can be added, and what is there. */
export function AddPanel() {
  const t = useTranslations("composer");
  return (
    <div className="grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,3fr)_minmax(0,2fr)] gap-4">
      <section className="flex min-h-0 flex-col gap-2">
        <h2 className="font-semibold">{t("palette.title")}</h2>
        <div className="min-h-0 overflow-y-auto pr-1 pb-1">
          <Palette />
        </div>
      </section>
      <section className="flex min-h-0 flex-col gap-2 border-t border-line pt-3">
        <h2 className="font-semibold">{t("outline.title")}</h2>
        <div className="min-h-0 overflow-y-auto p-0.5">
          <Outline />
        </div>
      </section>
    </div>
  );
}

/** On the right: what can be set in the chosen block. */
export function SettingsPanel({ onGo }: { onGo: (place: string) => void }) {
  return (
    <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-1 pb-4" data-block-panel>
      <ProblemList onGo={onGo} />
      <BlockPanel />
    </div>
  );
}
