"use client";

import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";

/** The server looks at the bytes; this only helps in choosing. */
const accepted = "image/jpeg,image/png,image/gif,image/webp,image/avif,image/heic,.heic";

type UploadZoneProps = {
  onFiles: (files: File[]) => void;
  children: ReactNode;
  /** Where it is the only one: a paste counts wherever the focus is. */
  takesEveryPaste?: boolean;
  className?: string;
};

/** Whatever stands inside takes files that are dropped or pasted on it. */
export function UploadZone({
  onFiles,
  children,
  takesEveryPaste = false,
  className,
}: UploadZoneProps) {
  const t = useTranslations("images.upload");
  const [isOver, setOver] = useState(false);

  function take(files: FileList): boolean {
    if (files.length === 0) return false;
    onFiles([...files]);
    return true;
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  }

  function paste(event: Pick<globalThis.ClipboardEvent, "clipboardData" | "preventDefault">) {
    if (event.clipboardData && take(event.clipboardData.files)) event.preventDefault();
  }

  useEffect(() => {
    if (!takesEveryPaste) return;
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  });

  function leave(event: DragEvent<HTMLElement>) {
    const to = event.relatedTarget;
    if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false);
  }

  return (
    // Dropping and pasting are further ways; the button does the same for everybody.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={leave}
      onDrop={drop}
      {...(takesEveryPaste ? {} : { onPaste: paste })}
      className={cx("relative", className)}
    >
      {children}
      {isOver && (
        <div
          aria-hidden
          className="pointer-events-none absolute -inset-1 z-10 grid place-items-center rounded-lg border-2 border-dashed border-accent-ink bg-accent-soft/90 font-medium text-accent-ink"
        >
          {t("drop")}
        </div>
      )}
    </div>
  );
}

type UploadButtonProps = { onFiles: (files: File[]) => void; isPending: boolean };

export function UploadButton({ onFiles, isPending }: UploadButtonProps) {
  const t = useTranslations("images.upload");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onPress={() => input.current?.click()} isPending={isPending}>
        <Upload aria-hidden />
        {t("button")}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accepted}
        data-upload
        aria-label={t("button")}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = ""; // the same file can be chosen again
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
