"use client";

import { ImageOff, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import type { ImageItem } from "@/lib/domain/image-item";
import { ImageCutter } from "./image-cutter";
import { ImageDetails } from "./image-details";
import { ImageGrid } from "./image-grid";
import { PartList } from "./part-list";
import { UploadButton, UploadZone } from "./upload-zone";
import { type ImageLibraryState, useImageLibrary } from "./use-image-library";

type ImageLibraryProps = {
  canEdit: boolean;
  onUse?: (image: ImageItem) => void;
  /** Where several can go in at once: the parts of a tall image. */
  onUseParts?: ((parts: ImageItem[]) => void) | undefined;
  /** Files that were dropped where the library was opened from. */
  files?: readonly File[];
};

type View = { name: "all" } | { name: "cut"; image: ImageItem } | { name: "parts"; ids: number[] };

/** All images: found, uploaded, described, cut, and chosen where somebody asks for one. */
export function ImageLibrary({ canEdit, onUse, onUseParts, files }: ImageLibraryProps) {
  const t = useTranslations("images");
  const library = useImageLibrary();
  const [selectedId, setSelectedId] = useState<number>();
  const [view, setView] = useState<View>({ name: "all" });
  const selected = library.images.find(({ id }) => id === selectedId);

  async function upload(chosen: readonly File[]) {
    const image = await library.upload(chosen);
    if (image) setSelectedId(image.id);
  }
  useFirstFiles(files, library.isLoading, (given) => void upload(given));

  function finishCut(image: ImageItem, parts: ImageItem[]) {
    library.put(parts);
    setView(onUseParts ? { name: "parts", ids: parts.map(({ id }) => id) } : { name: "all" });
    if (onUseParts) setSelectedId(image.id);
    else toast(t("cut.done", { count: parts.length }));
  }

  if (view.name === "cut") {
    return (
      <ImageCutter
        image={view.image}
        onCut={(parts) => finishCut(view.image, parts)}
        onCancel={() => setView({ name: "all" })}
      />
    );
  }
  if (view.name === "parts" && onUseParts) {
    const byId = new Map(library.images.map((image) => [image.id, image]));
    const parts = view.ids.map((id) => byId.get(id)).filter((part) => part !== undefined);
    return <PartList name={selected?.name ?? ""} parts={parts} onUse={onUseParts} />;
  }
  const details = selected && (
    <ImageDetails
      key={selected.id}
      image={selected}
      canEdit={canEdit}
      onUse={onUse}
      onChange={(image) => library.put([image])}
      onRemove={() => library.drop(selected.id)}
      onCut={() => setView({ name: "cut", image: selected })}
    />
  );
  const body = (
    <LibraryBody
      library={library}
      canEdit={canEdit}
      selectedId={selectedId}
      onSelect={({ id }) => setSelectedId(id)}
      onFiles={(chosen) => void upload(chosen)}
    />
  );
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_17rem]">
      {canEdit ? (
        <UploadZone takesEveryPaste onFiles={(chosen) => void upload(chosen)}>
          {body}
        </UploadZone>
      ) : (
        body
      )}
      {library.images.length > 0 && <Details selectedId={selected?.id}>{details}</Details>}
    </div>
  );
}

type DetailsProps = { selectedId: number | undefined; children: ReactNode };

/** Beside the images, or above them where it is narrow: then it comes into sight when one is chosen. */
function Details({ selectedId, children }: DetailsProps) {
  const t = useTranslations("images.details");
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (selectedId !== undefined) section.current?.scrollIntoView({ block: "nearest" });
  }, [selectedId]);
  return (
    <section
      ref={section}
      aria-label={t("title")}
      className="scroll-mt-16 max-lg:order-first lg:sticky lg:top-0 lg:border-l lg:border-line lg:pl-6"
    >
      {selectedId === undefined ? (
        <p className="text-muted max-lg:hidden">{t("pick")}</p>
      ) : (
        children
      )}
    </section>
  );
}

type LibraryBodyProps = {
  library: ImageLibraryState;
  canEdit: boolean;
  selectedId: number | undefined;
  onSelect: (image: ImageItem) => void;
  onFiles: (files: File[]) => void;
};

function LibraryBody({ library, canEdit, selectedId, onSelect, onFiles }: LibraryBodyProps) {
  const t = useTranslations("images");
  const { images, search, uploading } = library;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={t("search")}
          type="search"
          value={search}
          onChange={library.setSearch}
          maxLength={100}
          className="w-full sm:w-72"
        />
        {canEdit && <UploadButton onFiles={onFiles} isPending={uploading !== undefined} />}
      </div>
      {canEdit && <p className="text-sm text-muted">{t("upload.hint")}</p>}
      <p aria-live="polite" className="text-sm text-muted empty:hidden">
        {uploading === undefined ? "" : t("upload.uploading", { name: uploading })}
      </p>
      {library.refusals.map(({ name, message }) => (
        <Notice key={name} tone="bad" title={t("upload.refused", { name })}>
          {message ?? t("upload.network")}
        </Notice>
      ))}
      {library.hasFailed && (
        <Notice tone="bad" actions={<Button onPress={library.reload}>{t("grid.again")}</Button>}>
          {t("grid.failed")}
        </Notice>
      )}
      {images.length === 0 && !library.hasFailed && (
        <NoImages isLoading={library.isLoading} isSearch={search !== ""} />
      )}
      <ImageGrid images={images} selectedId={selectedId} onSelect={onSelect} />
      {library.hasMore && (
        <Button className="self-center" onPress={library.loadMore}>
          {t("grid.more")}
        </Button>
      )}
    </div>
  );
}

function NoImages({ isLoading, isSearch }: { isLoading: boolean; isSearch: boolean }) {
  const t = useTranslations("images.grid");
  if (isLoading) {
    return (
      <p className="flex items-center justify-center gap-2 py-12 text-muted">
        <Spinner />
        {t("loading")}
      </p>
    );
  }
  return (
    <EmptyState
      icon={isSearch ? <Search /> : <ImageOff />}
      title={t(isSearch ? "none" : "empty")}
      body={t(isSearch ? "noneBody" : "emptyBody")}
    />
  );
}

/** Once, after the library is there to put them in front of. */
function useFirstFiles(
  files: readonly File[] | undefined,
  isLoading: boolean,
  upload: (files: readonly File[]) => void,
) {
  const isDone = useRef(false);
  useEffect(() => {
    if (isLoading || isDone.current || files === undefined || files.length === 0) return;
    isDone.current = true;
    upload(files);
  });
}
