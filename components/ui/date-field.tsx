"use client";

import { type CalendarDate, parseDate, toCalendarDate } from "@internationalized/date";
import { useState } from "react";
import { DatePicker } from "react-aria-components";
import { CalendarPopover } from "./calendar-popover";
import { cx } from "./class-names";
import { DateControl } from "./date-time-field";
import {
  FieldDescription,
  FieldError,
  FieldLabel,
  fieldMarks,
  type FieldProps,
  fieldStyle,
} from "./field";
import { useField } from "./form-context";

type DateFieldProps = FieldProps & {
  /** YYYY-MM-DD. */
  defaultValue?: string | undefined;
  onChange?: (date: string | undefined) => void;
  isDisabled?: boolean;
};

/** A calendar date without time or zone; posts YYYY-MM-DD under `name`, or nothing. */
export function DateField({
  label,
  name,
  description,
  error: givenError,
  defaultValue: givenDefault,
  onChange,
  className,
  ...rest
}: DateFieldProps) {
  const { error, defaultValue } = useField(name, { error: givenError, defaultValue: givenDefault });
  const [date, setDate] = useState(() => dateFrom(defaultValue));
  return (
    <DatePicker
      {...rest}
      {...fieldMarks(name, error)}
      value={date}
      onChange={(value) => {
        const next = value === null ? null : toCalendarDate(value);
        setDate(next);
        onChange?.(next?.toString());
      }}
      granularity="day"
      shouldForceLeadingZeros
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={cx(fieldStyle, className)}
    >
      <FieldLabel {...(rest.isRequired ? { isRequired: true } : {})}>{label}</FieldLabel>
      <DateControl />
      {name !== undefined && <input type="hidden" name={name} value={date?.toString() ?? ""} />}
      <FieldDescription>{description}</FieldDescription>
      <FieldError>{error}</FieldError>
      <CalendarPopover />
    </DatePicker>
  );
}

function dateFrom(text: string | undefined): CalendarDate | null {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseDate(text) : null;
}
