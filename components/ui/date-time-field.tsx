"use client";

import {
  type CalendarDateTime,
  parseAbsolute,
  parseDateTime,
  toCalendarDateTime,
  toZoned,
} from "@internationalized/date";
import { CalendarDays } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, DateInput, DatePicker, DateSegment, Group } from "react-aria-components";
import { CalendarPopover } from "./calendar-popover";
import { cx } from "./class-names";
import {
  controlStyle,
  FieldDescription,
  FieldError,
  FieldLabel,
  fieldMarks,
  type FieldProps,
  fieldStyle,
} from "./field";
import { useField } from "./form-context";

type DateTimeFieldProps = FieldProps & {
  /** IANA name of the zone in which the person thinks. */
  timeZone: string;
  /** ISO instant. */
  defaultValue?: string | undefined;
  onChange?: (iso: string | undefined) => void;
  isDisabled?: boolean;
};

/**
 * A date and a time in a named zone, 24 h. Posts an ISO instant in UTC under `name`, or nothing.
 * It keeps the wall clock: when the zone changes, 09:00 stays 09:00.
 */
export function DateTimeField({
  label,
  name,
  timeZone,
  description,
  error: givenError,
  defaultValue: givenDefault,
  onChange,
  className,
  ...rest
}: DateTimeFieldProps) {
  const t = useTranslations("ui");
  const { error, defaultValue } = useField(name, { error: givenError, defaultValue: givenDefault });
  const [wallClock, setWallClock] = useState(() => wallClockAt(defaultValue, timeZone));
  const iso = instantOf(wallClock, timeZone);
  return (
    <DatePicker
      {...rest}
      {...fieldMarks(name, error)}
      value={wallClock}
      onChange={(value) => {
        const next = value === null ? null : toCalendarDateTime(value);
        setWallClock(next);
        onChange?.(instantOf(next, timeZone));
      }}
      granularity="minute"
      hourCycle={24}
      shouldForceLeadingZeros
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={cx(fieldStyle, className)}
    >
      <FieldLabel {...(rest.isRequired ? { isRequired: true } : {})}>{label}</FieldLabel>
      <DateControl />
      {name !== undefined && <input type="hidden" name={name} value={iso ?? ""} />}
      <FieldDescription>{description ?? t("inZone", { zone: timeZone })}</FieldDescription>
      <FieldError>{error}</FieldError>
      <CalendarPopover />
    </DatePicker>
  );
}

/** The segments and the button that opens the month; shared with DateField. */
export function DateControl() {
  const t = useTranslations("ui");
  return (
    <Group
      className={cx(
        controlStyle,
        "flex h-9 items-center px-1.5 data-focus-within:border-accent-ink group-data-invalid/field:border-bad",
      )}
    >
      <DateInput className="flex min-w-0 grow items-center overflow-x-auto">
        {(segment) => (
          <DateSegment
            segment={segment}
            // 24 px each way: a segment is a target of its own.
            className="rounded-sm px-0.5 text-center leading-6 tabular-nums outline-none data-focused:bg-accent data-focused:text-on-accent data-placeholder:text-faint data-focused:data-placeholder:text-on-accent data-[type=literal]:min-w-0 data-[type=literal]:px-0 [&:not([data-type=literal])]:min-w-6"
          />
        )}
      </DateInput>
      <Button
        aria-label={t("openCalendar")}
        className="grid size-7 shrink-0 place-items-center rounded-sm text-muted hover:bg-hover"
      >
        <CalendarDays className="size-4" aria-hidden />
      </Button>
    </Group>
  );
}

function wallClockAt(iso: string | undefined, timeZone: string): CalendarDateTime | null {
  if (iso === undefined || Number.isNaN(Date.parse(iso))) return null;
  const zoned = parseAbsolute(new Date(iso).toISOString(), timeZone);
  // Through text, to drop seconds.
  return parseDateTime(toCalendarDateTime(zoned).toString().slice(0, 16));
}

function instantOf(wallClock: CalendarDateTime | null, timeZone: string): string | undefined {
  return wallClock === null ? undefined : toZoned(wallClock, timeZone).toAbsoluteString();
}
