"use client";

import { useTranslations } from "next-intl";
import { Input, TextField } from "react-aria-components";
import { type MergeFieldChoice, MergeTagMenu } from "@/components/content/merge-tag-menu";
import { useTagPicker } from "@/components/content/use-tag-picker";
import { cx } from "@/components/ui/class-names";
import {
  controlStyle,
  FieldDescription,
  FieldError,
  FieldLabel,
  fieldMarks,
  fieldStyle,
} from "@/components/ui/field";
import { displayWidth, widestSubject } from "@/lib/domain/display-width";
import { readableSubject } from "@/lib/domain/readable-subject";

type SubjectFieldProps = {
  value: string;
  onChange: (value: string) => void;
  /** The server will put (광고) in front: shown, so that nobody writes it too. */
  isLabelled: boolean;
  mergeFields: readonly MergeFieldChoice[];
  error: string | undefined;
};

export function SubjectField({ value, onChange, isLabelled, ...rest }: SubjectFieldProps) {
  const t = useTranslations("campaigns.content");
  const { control, change, menu } = useTagPicker<HTMLInputElement>({
    value,
    onChange,
    canPick: rest.mergeFields.length > 0,
  });
  const label = isLabelled ? `${t("subjectLabel")} ` : "";
  const shown = label + readableSubject(value);
  const isLong = displayWidth(shown) > widestSubject;

  return (
    <TextField
      value={value}
      onChange={change}
      maxLength={300}
      isInvalid={rest.error !== undefined}
      validationBehavior="aria"
      {...fieldMarks("subject", rest.error)}
      className={fieldStyle}
    >
      <div className="flex min-h-7 items-end justify-between gap-2">
        <FieldLabel isRequired>{t("subject")}</FieldLabel>
        <MergeTagMenu fieldLabel={t("subject")} mergeFields={rest.mergeFields} {...menu} />
      </div>
      <div className="flex">
        {isLabelled && (
          <span className="flex h-9 shrink-0 items-center rounded-l-md border border-r-0 border-line-strong/70 bg-sunken px-2.5 text-muted">
            {t("subjectLabel")}
          </span>
        )}
        <Input
          ref={control}
          className={cx(controlStyle, "h-9 min-w-0", isLabelled && "rounded-l-none")}
        />
      </div>
      <FieldDescription>
        {isLabelled && `${t("subjectLabelHint")} `}
        {t(isLong ? "subjectLong" : "subjectLength", { n: countCharacters(shown) })}
      </FieldDescription>
      <FieldError>{rest.error}</FieldError>
    </TextField>
  );
}

/** As people count: an emoji is one. */
function countCharacters(text: string): number {
  return Array.from(new Intl.Segmenter().segment(text)).length;
}
