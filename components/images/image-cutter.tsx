"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { areCuts, suggestCuts, suggestedParts } from "@/lib/domain/image-cuts";
import type { ImageItem } from "@/lib/domain/image-item";
import { imageLimits } from "@/lib/domain/image-limits";
import { sendCuts } from "./image-api";
import { Thumbnail } from "./image-grid";

type ImageCutterProps = {
  image: ImageItem;
  onCut: (parts: ImageItem[]) => void;
  onCancel: () => void;
};

/** Where a tall image is cut: suggested, seen over the image, and set by number. */
export function ImageCutter({ image, onCut, onCancel }: ImageCutterProps) {
  const t = useTranslations("images.cut");
  const words = useTranslations("images");
  const size = { width: image.width ?? 1, height: image.height ?? 1 };
  const suggest = (parts: number) => suggestCuts(size.height, parts, image.calm);
  const [cuts, setCuts] = useState<number[]>(() => suggest(suggestedParts(size)));
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);
  const isPossible = areCuts(cuts, size.height);

  async function cut() {
    setPending(true);
    const answer = await sendCuts(image.id, cuts);
    setPending(false);
    if (answer.ok) onCut(answer.value.images);
    else setError(answer.message ?? words("error.network"));
  }

  const most = Math.min(imageLimits.parts, Math.floor(size.height / imageLimits.partHeight));
  return (
    <div className="flex flex-col gap-5">
      <p className="text-muted">{t("intro")}</p>
      <div className="grid gap-6 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]">
        <CutPreview image={image} cuts={cuts} height={size.height} />
        <div className="flex flex-col gap-4">
          <Select
            label={t("parts")}
            items={Array.from({ length: most - 1 }, (_, index) => String(index + 2)).map((id) => ({
              id,
              label: id,
            }))}
            value={String(cuts.length + 1)}
            onChange={(count) => setCuts(suggest(Number(count)))}
          />
          {cuts.map((cutAt, index) => (
            <TextField
              // oxlint-disable-next-line react/no-array-index-key -- a cut is what its place is
              key={index}
              label={t("line", { n: index + 1 })}
              value={String(cutAt)}
              inputMode="numeric"
              maxLength={5}
              onChange={(text) => setCuts(cuts.with(index, Number(text.replace(/\D/g, ""))))}
              suffix={<span className="pr-2">{t("pixels")}</span>}
            />
          ))}
          {!isPossible && (
            <Notice tone="warn">{t("bad", { least: imageLimits.partHeight })}</Notice>
          )}
          {error !== undefined && <Notice tone="bad">{error}</Notice>}
        </div>
      </div>
      <div className="flex flex-wrap justify-end gap-2 max-sm:flex-col-reverse">
        <Button onPress={onCancel}>{words("cut.cancel")}</Button>
        <Button
          variant="primary"
          isPending={isPending}
          onPress={() => void cut()}
          disabledReason={isPossible ? undefined : t("bad", { least: imageLimits.partHeight })}
        >
          {t("confirm", { count: cuts.length + 1 })}
        </Button>
      </div>
    </div>
  );
}

type CutPreviewProps = { image: ImageItem; cuts: readonly number[]; height: number };

/** The whole image at a glance, however tall, and each cut with its number. */
function CutPreview({ image, cuts, height }: CutPreviewProps) {
  const t = useTranslations("images.cut");
  return (
    <figure
      aria-label={t("preview")}
      className="max-h-[55dvh] overflow-y-auto rounded-md border border-line bg-sunken"
      // It scrolls: the keyboard has to reach it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <div className="relative">
        <Thumbnail image={image} className="block w-full" />
        {cuts.map((cut, index) => (
          <span
            // oxlint-disable-next-line react/no-array-index-key -- as above
            key={index}
            aria-hidden
            style={{ top: `${Math.min(100, (cut / height) * 100)}%` }}
            className="absolute inset-x-0 border-t-2 border-dashed border-bad"
          >
            <span className="absolute right-1 -translate-y-1/2 rounded-sm bg-bad px-1.5 text-xs font-medium text-on-accent">
              {index + 1}
            </span>
          </span>
        ))}
      </div>
    </figure>
  );
}
