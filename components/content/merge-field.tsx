"use client";

import { useRef, useState } from "react";
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
 * types, so that Korean composition stays whole; the picker writes at the cursor, and "{{" opens it.
 */
export function MergeField({ label, name, place, description, error, ...props }: MergeFieldProps) {
  const { value, onChange, mergeFields, isMultiline = false, isRequired = false } = props;
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [isOpen, setOpen] = useState(false);

  function change(typed: string) {
    onChange(typed);
    const caret = control.current?.selectionStart ?? typed.length;
    const isBegun = typed.length === value.length + 1 && typed.slice(0, caret).endsWith("{{");
    if (isBegun && mergeFields.length > 0) setOpen(true);
  }

  function insert(tag: { text: string; caret: number }) {
    const caret = control.current?.selectionStart ?? value.length;
    // Braces that opened the list are part of the tag.
    const at = value.slice(0, caret).endsWith("{{") ? caret - 2 : caret;
    const until = control.current?.selectionEnd ?? caret;
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
          <MergeTagMenu
            fieldLabel={label}
            mergeFields={mergeFields}
            onPick={insert}
            isOpen={isOpen}
            onOpenChange={setOpen}
          />
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
