"use client";

import { ImagePlus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { drawnWidth, type ImageItem } from "@/lib/domain/image-item";
import { UploadZone } from "./upload-zone";

// Loaded when somebody asks for it: most mails are written without. Both options keep the wait to
// the dialog; else the page behind it would be drawn anew.
const ImageLibrary = dynamic(() => import("./image-library").then((file) => file.ImageLibrary), {
  ssr: false,
  loading: () => <Spinner />,
});

export type PickedImage = { url: string; alt: string; width: number };

type ImagePickerProps = {
  /** The address that is there; empty = none. */
  value: string;
  /** `width`: how wide a mail draws it. An empty address takes the image out. */
  onChange: (url: string, alt: string, width: number) => void;
  /** The parts of a tall image in their order, where several can go in at once. */
  onParts?: (parts: PickedImage[]) => void;
};

/** A button that opens the library, the chosen image beside it; takes dropped and pasted files too. */
export function ImagePicker({ value, onChange, onParts }: ImagePickerProps) {
  const t = useTranslations("images");
  const [opened, setOpened] = useState<{ files: readonly File[] }>();
  const close = () => setOpened(undefined);

  function choose(image: ImageItem) {
    const { url, alt, width } = picked(image);
    onChange(url, alt, width);
    close();
  }

  return (
    <>
      <UploadZone onFiles={(files) => setOpened({ files })}>
        <div className="flex flex-wrap items-center gap-2">
          {value !== "" && (
            // Any address may stand here, also one that was typed.
            // oxlint-disable-next-line nextjs/no-img-element
            <img
              src={value}
              alt={t("chosen")}
              className="size-9 shrink-0 rounded-sm border border-line bg-sunken object-contain"
            />
          )}
          <Button onPress={() => setOpened({ files: [] })}>
            <ImagePlus aria-hidden />
            {t(value === "" ? "choose" : "change")}
          </Button>
          {value !== "" && (
            <Button
              variant="quiet"
              aria-label={t("clear")}
              className="w-9 px-0"
              onPress={() => onChange("", "", 0)}
            >
              <X aria-hidden />
            </Button>
          )}
        </div>
      </UploadZone>
      {/* Outside of the zone, to which React would hand what is dropped in the dialog once more. */}
      {opened !== undefined && (
        <Dialog
          title={t("dialogTitle")}
          size="large"
          isOpen
          onOpenChange={(isOpen) => !isOpen && close()}
        >
          <ImageLibrary
            canEdit
            onUse={choose}
            files={opened.files}
            {...(onParts && {
              onUseParts: (parts: ImageItem[]) => {
                onParts(parts.map(picked));
                close();
              },
            })}
          />
        </Dialog>
      )}
    </>
  );
}

function picked({ url, alt, width }: ImageItem): PickedImage {
  return { url: url ?? "", alt, width: drawnWidth(width ?? 0) };
}
