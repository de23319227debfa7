"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import type { ImageItem } from "@/lib/domain/image-item";
import { imageLimits } from "@/lib/domain/image-limits";
import { sendEdit } from "./image-api";
import { Thumbnail } from "./image-grid";

type PartListProps = {
  name: string;
  parts: readonly ImageItem[];
  /** In their order, with their words. */
  onUse: (parts: ImageItem[]) => void;
};

/** The parts of a tall image on their way into a mail: each one's alt text, then all at once. */
export function PartList({ name, parts, onUse }: PartListProps) {
  const t = useTranslations("images");
  const [alts, setAlts] = useState<Readonly<Record<number, string>>>({});
  const [error, setError] = useState<string>();
  const failed = parts.find(({ state }) => state === "failed");
  const areReady = parts.every(({ state }) => state === "ready");

  async function useAll() {
    const used: ImageItem[] = [];
    for (const part of parts) {
      const alt = alts[part.id] ?? part.alt;
      const answer = alt === part.alt ? undefined : await sendEdit(part.id, { alt });
      if (answer?.ok === false) return setError(answer.message ?? t("error.network"));
      used.push(answer?.value.image ?? part);
    }
    onUse(used);
  }

  return (
    <div className="flex flex-col gap-4">
      <h3 className="text-lg font-semibold">{t("cut.partsTitle", { name })}</h3>
      <p className="text-muted">{t("cut.partsHint")}</p>
      <ol className="flex flex-col gap-4">
        {parts.map((part, index) => (
          <li key={part.id} className="grid grid-cols-[5rem_minmax(0,1fr)] items-center gap-4">
            <span className="grid h-20 place-items-center overflow-hidden rounded-md bg-sunken">
              <Thumbnail image={part} className="size-full object-contain" />
            </span>
            <TextField
              label={t("cut.partAlt", { n: index + 1 })}
              value={alts[part.id] ?? part.alt}
              maxLength={imageLimits.alt}
              onChange={(alt) => setAlts({ ...alts, [part.id]: alt })}
            />
          </li>
        ))}
      </ol>
      {failed && <Notice tone="bad">{t(`problem.${failed.problem ?? "broken"}`)}</Notice>}
      {error !== undefined && <Notice tone="bad">{error}</Notice>}
      <Button
        variant="primary"
        className="self-end"
        onPress={() => void useAll()}
        disabledReason={areReady ? undefined : t(failed ? "details.unusable" : "details.wait")}
      >
        {t("cut.useAll", { count: parts.length })}
      </Button>
    </div>
  );
}
