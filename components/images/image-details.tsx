"use client";

import { Scissors, Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { isTall } from "@/lib/domain/image-cuts";
import type { ImageEdit, ImageItem } from "@/lib/domain/image-item";
import { imageLimits } from "@/lib/domain/image-limits";
import { sendEdit, sendRemoval } from "./image-api";
import { Thumbnail } from "./image-grid";
import { ImageUseList } from "./image-use-list";

type ImageDetailsProps = {
  image: ImageItem;
  canEdit: boolean;
  onChange: (image: ImageItem) => void;
  onRemove: () => void;
  onCut: () => void;
  /** Where an image is being chosen. */
  onUse?: ((image: ImageItem) => void) | undefined;
};

/** One image: what it is, its words, where it stands, and what can be done with it. Key it by its id. */
export function ImageDetails({
  image,
  canEdit,
  onChange,
  onRemove,
  onCut,
  onUse,
}: ImageDetailsProps) {
  const t = useTranslations("images.details");
  const words = useTranslations("images");
  const [name, setName] = useState(image.name);
  const [alt, setAlt] = useState(image.alt);
  const [error, setError] = useState<string>();

  async function save(edit: ImageEdit): Promise<ImageItem | undefined> {
    const answer = await sendEdit(image.id, edit);
    setError(answer.ok ? undefined : (answer.message ?? words("error.network")));
    if (!answer.ok) return undefined;
    onChange(answer.value.image);
    return answer.value.image;
  }

  async function saveWords(edit: ImageEdit) {
    if (await save(edit)) toast(t("saved"));
  }

  async function use() {
    const isSame = alt.trim() === image.alt;
    const saved = isSame ? image : await save({ alt });
    if (saved) onUse?.(saved);
  }

  const { width, height } = image;
  const canCut =
    image.state === "ready" && !image.isAnimated && image.part === null && width && height
      ? isTall({ width, height })
      : false;
  return (
    <div className="flex flex-col gap-4">
      <div className="grid h-44 place-items-center overflow-hidden rounded-md border border-line bg-sunken">
        <Thumbnail image={image} className="max-h-44 object-contain" />
      </div>
      <ImageState image={image} />
      {canEdit && canCut && (
        <Notice
          actions={
            <Button size="small" onPress={onCut}>
              <Scissors aria-hidden />
              {words("cut.button")}
            </Button>
          }
        >
          {words("cut.offer")}
        </Notice>
      )}
      {canEdit && (
        // What is left is saved; React's blur event comes from inside too.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <div
          className="flex flex-col gap-4"
          onBlur={() => {
            if (alt.trim() !== image.alt) void saveWords({ alt });
            else if (name.trim() !== "" && name.trim() !== image.name) void saveWords({ name });
          }}
        >
          <TextField
            label={t("alt")}
            description={t("altHint")}
            value={alt}
            onChange={setAlt}
            maxLength={imageLimits.alt}
            error={error}
          />
          <TextField
            label={t("name")}
            value={name}
            onChange={setName}
            maxLength={imageLimits.name}
          />
        </div>
      )}
      {onUse !== undefined && (
        <Button
          variant="primary"
          onPress={() => void use()}
          disabledReason={
            image.state === "ready" ? undefined : t(image.state === "failed" ? "unusable" : "wait")
          }
        >
          {t("use")}
        </Button>
      )}
      <ImageUseList image={image} />
      {canEdit && <RemoveButton image={image} onRemove={onRemove} />}
    </div>
  );
}

/** A minute is long for what takes a second or two. */
const slowMs = 60_000;

function ImageState({ image }: { image: ImageItem }) {
  const t = useTranslations("images");
  const format = useFormatter();
  const { problem, state, width, height, bytes } = image;
  const isSlow = useLater(state === "processing" ? slowMs : undefined);
  if (state === "failed") {
    return <Notice tone="bad">{t(`problem.${problem ?? "broken"}`)}</Notice>;
  }
  if (state === "processing") {
    return <p className="text-sm text-muted">{t(isSlow ? "details.slow" : "details.wait")}</p>;
  }
  if (width === null || height === null || bytes === null) return null;
  return (
    <p className="text-sm text-muted tabular-nums">
      {t("details.pixels", { width, height })}
      {" · "}
      {format.number(Math.ceil(bytes / 1000))} KB
    </p>
  );
}

function useLater(ms: number | undefined): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (ms === undefined) return;
    const timer = setTimeout(() => setOver(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return isOver;
}

function RemoveButton({ image, onRemove }: { image: ImageItem; onRemove: () => void }) {
  const t = useTranslations("images");
  return (
    <Confirm
      trigger={
        <Button variant="quiet" className="self-start text-bad-ink">
          <Trash2 aria-hidden />
          {t("remove.button")}
        </Button>
      }
      title={t("remove.title")}
      body={
        <>
          <p>{t("remove.body", { name: image.name })}</p>
          <p className="text-muted">{t("remove.sent")}</p>
        </>
      }
      confirmLabel={t("remove.confirm")}
      variant="danger"
      action={async () => {
        const answer = await sendRemoval(image.id);
        if (!answer.ok) return { ok: false, message: answer.message ?? t("error.network") };
        onRemove();
        return {
          ok: true,
          message: t(answer.value.keepsFiles ? "remove.doneKept" : "remove.done"),
        };
      }}
    />
  );
}
