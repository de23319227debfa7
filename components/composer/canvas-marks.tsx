"use client";

import { useTranslations } from "next-intl";
import type { BlockCondition } from "@/lib/domain/block-condition";
import { useSurroundings } from "./composer-context";
import { useConditionWords } from "./condition-words";

/** What stands on a block and is not of the mail. The canvas has no style sheet of ours. */
export function CanvasMarks({ id, when }: { id: string; when: BlockCondition | undefined }) {
  const t = useTranslations("composer.canvas");
  const words = useConditionWords();
  const { problems } = useSurroundings();
  const isBroken = problems.some(({ field }) => field === id || field.startsWith(`${id}.`));
  if (!when && !isBroken) return null;
  return (
    <div style={marksStyle}>
      {isBroken && <span style={{ ...markStyle, ...brokenStyle }}>{t("problem")}</span>}
      {when && <span style={markStyle}>{words(when)}</span>}
    </div>
  );
}

const marksStyle = {
  position: "absolute",
  top: 2,
  right: 4,
  zIndex: 2,
  display: "flex",
  gap: 4,
  pointerEvents: "none",
} as const;

const markStyle = {
  padding: "1px 7px",
  borderRadius: 4,
  background: "#efeafb",
  color: "#5335a3",
  font: "600 11px/17px sans-serif",
};

const brokenStyle = { background: "#fbe9e7", color: "#98261f" };
