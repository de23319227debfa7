"use client";

import { FileUp } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type DragEvent, useId, useRef, useState } from "react";
import { cx } from "./class-names";
import { fieldMarks, type FieldProps, PlainError } from "./field";
import { useField } from "./form-context";

type FileFieldProps = FieldProps & {
  /** As in HTML: ".csv,text/csv". The server checks again. */
  accept?: string;
  onChange?: (file: File | undefined) => void;
};

/** One file, by choosing or by dropping; a native input, so that the form posts it. */
export function FileField({
  label,
  name,
  description,
  error: givenError,
  accept,
  isRequired,
  onChange,
  className,
}: FileFieldProps) {
  const t = useTranslations("ui");
  const { error } = useField(name, { error: givenError });
  const [file, setFile] = useState<File>();
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  function choose(next: File | undefined) {
    setFile(next);
    onChange?.(next);
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files.length === 0 || input.current === null) return;
    input.current.files = event.dataTransfer.files;
    choose(event.dataTransfer.files[0]);
  }

  return (
    <div {...fieldMarks(name, error)} className={cx("flex flex-col gap-1.5", className)}>
      <span id={`${id}-label`} className="text-sm font-medium">
        {label}
      </span>
      {/* Dropping is a second way for the mouse; the input inside does the same for everybody. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cx(
          "flex cursor-pointer flex-col items-center gap-1 rounded-lg border border-dashed border-line-strong bg-surface px-6 py-8 text-center transition-colors hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-ink",
          isOver && "border-accent-ink bg-accent-soft",
          error !== undefined && "border-bad",
        )}
      >
        <FileUp className="mb-1 size-6 stroke-[1.5] text-muted" aria-hidden />
        <span className="font-medium">{file === undefined ? t("dropFile") : file.name}</span>
        <span className="text-sm text-muted">
          {file === undefined ? description : <FileSize bytes={file.size} />}
        </span>
        <input
          ref={input}
          type="file"
          className="sr-only"
          {...(name === undefined ? {} : { name })}
          {...(accept === undefined ? {} : { accept })}
          aria-labelledby={`${id}-label`}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          aria-invalid={error !== undefined}
          aria-required={isRequired}
          onChange={(event) => choose(event.currentTarget.files?.[0])}
        />
      </label>
      <PlainError id={`${id}-error`}>{error}</PlainError>
    </div>
  );
}

function FileSize({ bytes }: { bytes: number }) {
  const t = useTranslations("ui");
  const format = useFormatter();
  const size =
    bytes < 1_000_000
      ? `${format.number(Math.ceil(bytes / 1000))} KB`
      : `${format.number(bytes / 1_000_000, { maximumFractionDigits: 1 })} MB`;
  return (
    <>
      {size} · {t("chooseAnother")}
    </>
  );
}
