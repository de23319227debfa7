"use client";

import { useRef } from "react";
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

/**
 * A text field into which merge tags can be picked. It never touches the text while somebody
 * types, so that Korean composition stays whole; the picker writes at the cursor.
 */
export function MergeField({ label, name, place, description, error, ...props }: MergeFieldProps) {
  const { value, onChange, mergeFields, isMultiline = false, isRequired = false } = props;
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null);

  function insert(tag: { text: string; caret: number }) {
    const at = control.current?.selectionStart ?? value.length;
    const until = control.current?.selectionEnd ?? at;
    onChange(value.slice(0, at) + tag.text + value.slice(until));
    // After the menu gave the focus back to its button.
    setTimeout(() => {
      control.current?.focus();
      control.current?.setSelectionRange(at + tag.caret, at + tag.caret);
    }, 60);
  }

  return (
    <TextField
      value={value}
      onChange={onChange}
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
          <MergeTagMenu fieldLabel={label} mergeFields={mergeFields} onPick={insert} />
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
