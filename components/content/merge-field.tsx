"use client";

import { Input, TextArea, TextField } from "react-aria-components";
import { cx } from "@/components/ui/class-names";
import {
  controlStyle,
  FieldDescription,
  FieldError,
  FieldLabel,
  fieldMarks,
  fieldStyle,
} from "@/components/ui/field";
import { type MergeFieldChoice, MergeTagMenu } from "./merge-tag-menu";
import { useTagPicker } from "./use-tag-picker";

type MergeFieldProps = {
  label: string;
  name?: string;
  value: string;
  onChange: (value: string) => void;
  /** Empty where merge tags are not evaluated: then there is no picker. */
  mergeFields: readonly MergeFieldChoice[];
  description?: string | undefined;
  error?: string | undefined;
  isRequired?: boolean;
  isMultiline?: boolean;
  inputMode?: "text" | "url" | "decimal";
  rows?: number;
  maxLength?: number;
  className?: string;
  /** Names the field for the form's errors when it has no `name` of its own. */
  place?: string;
};

/** A text field into which merge tags can be picked, also by typing "{{". */
export function MergeField({ label, name, place, description, error, ...props }: MergeFieldProps) {
  const { value, onChange, mergeFields, isMultiline = false, isRequired = false } = props;
  const { control, change, menu } = useTagPicker<HTMLInputElement & HTMLTextAreaElement>({
    value,
    onChange,
    canPick: mergeFields.length > 0,
  });

  return (
    <TextField
      value={value}
      onChange={change}
      {...fieldMarks(name ?? place, error)}
      {...(name === undefined ? {} : { name })}
      {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
      {...(props.inputMode === undefined ? {} : { inputMode: props.inputMode })}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={cx(fieldStyle, props.className)}
    >
      <div className="flex min-h-7 items-end justify-between gap-2">
        <FieldLabel {...(isRequired ? { isRequired } : {})}>{label}</FieldLabel>
        {mergeFields.length > 0 && (
          <MergeTagMenu fieldLabel={label} mergeFields={mergeFields} {...menu} />
        )}
      </div>
      {isMultiline ? (
        <TextArea
          ref={control}
          rows={props.rows ?? 4}
          className={cx(controlStyle, "field-sizing-content max-h-96 min-h-20 resize-y py-2")}
        />
      ) : (
        <Input ref={control} className={cx(controlStyle, "h-9")} />
      )}
      <FieldDescription>{description}</FieldDescription>
      <FieldError>{error}</FieldError>
    </TextField>
  );
}
