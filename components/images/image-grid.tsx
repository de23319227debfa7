"use client";

import { ImageOff, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/class-names";
import { Spinner } from "@/components/ui/spinner";
import { isTall } from "@/lib/domain/image-cuts";
import type { ImageItem } from "@/lib/domain/image-item";

type ImageGridProps = {
  images: readonly ImageItem[];
  selectedId: number | undefined;
  onSelect: (image: ImageItem) => void;
};

export function ImageGrid({ images, selectedId, onSelect }: ImageGridProps) {
  const t = useTranslations("images.grid");
  return (
    <ul
      aria-label={t("label")}
      className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))]"
    >
      {images.map((image) => (
        <li key={image.id} className="min-w-0">
          <ImageCard
            image={image}
            isSelected={image.id === selectedId}
            onSelect={() => onSelect(image)}
          />
        </li>
      ))}
    </ul>
  );
}

type ImageCardProps = { image: ImageItem; isSelected: boolean; onSelect: () => void };

function ImageCard({ image, isSelected, onSelect }: ImageCardProps) {
  const t = useTranslations("images.state");
  const { part, state } = image;
  return (
    <button
      type="button"
      aria-pressed={isSelected}
      onClick={onSelect}
      className={cx(
        "flex w-full flex-col overflow-hidden rounded-lg border text-left transition-colors",
        isSelected
          ? "border-accent-ink bg-accent-soft outline-1 outline-accent-ink"
          : "border-line bg-surface hover:bg-hover",
      )}
    >
      <span className="relative grid aspect-4/3 w-full place-items-center overflow-hidden bg-sunken">
        <Thumbnail
          image={image}
          isLazy
          className={cx(
            "absolute inset-0 size-full",
            // Of a tall one the whole would be a line.
            isTallItem(image) ? "object-cover object-top" : "object-contain",
          )}
        />
        <span className="absolute bottom-1.5 left-1.5 flex flex-wrap gap-1">
          {state === "processing" && (
            <Badge icon={<Spinner className="size-3" />}>{t("processing")}</Badge>
          )}
          {state === "failed" && (
            <Badge tone="bad" icon={<TriangleAlert aria-hidden />}>
              {t("failed")}
            </Badge>
          )}
          {image.isAnimated && <Badge>{t("animated")}</Badge>}
          {part !== null && <Badge>{t("part", { n: part.n, count: part.count })}</Badge>}
        </span>
      </span>
      <span className="flex min-w-0 flex-col px-2.5 py-2">
        <span className="truncate font-medium" title={image.name}>
          {image.name}
        </span>
        <span className="truncate text-sm text-muted">
          {image.alt === "" ? t("noAlt") : image.alt}
        </span>
      </span>
    </button>
  );
}

function isTallItem({ width, height }: ImageItem): boolean {
  return width !== null && height !== null && isTall({ width, height });
}

type ThumbnailProps = { image: ImageItem; isLazy?: boolean; className?: string };

/** Decoration: the name stands beside it. */
export function Thumbnail({ image, isLazy = false, className }: ThumbnailProps) {
  if (image.thumbnail === null) {
    return <ImageOff aria-hidden className="m-auto size-6 stroke-[1.5] text-faint" />;
  }
  return (
    // Its files are made in the sizes that are needed; Next would make them once more.
    // oxlint-disable-next-line nextjs/no-img-element
    <img
      src={image.thumbnail}
      alt=""
      loading={isLazy ? "lazy" : "eager"}
      decoding="async"
      className={cx(className)}
    />
  );
}
