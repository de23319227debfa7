"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { DateTimeField } from "@/components/ui/date-time-field";
import { TimeZoneField } from "@/components/ui/time-zone-field";

type Time = { at: string | undefined; timeZone: string };

type TimeFieldsProps = {
  timeZone: string;
  defaultValue?: string;
  error: string | undefined;
  onChange: (time: Time) => void;
};

/** A wall clock in a zone; changing the zone keeps the clock, so that 09:00 stays 09:00. */
export function TimeFields({ timeZone, defaultValue, error, onChange }: TimeFieldsProps) {
  const t = useTranslations("campaigns.send");
  const [time, setTime] = useState<Time>({ at: defaultValue, timeZone });

  function change(next: Partial<Time>) {
    const changed = { ...time, ...next };
    setTime(changed);
    onChange(changed);
  }

  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <DateTimeField
        label={t("at")}
        name="at"
        timeZone={time.timeZone}
        {...(defaultValue === undefined ? {} : { defaultValue })}
        error={error}
        onChange={(at) => change({ at })}
        isRequired
      />
      <TimeZoneField
        label={t("zone")}
        name="timeZone"
        defaultValue={timeZone}
        onChange={(zone) => change({ timeZone: zone })}
      />
    </div>
  );
}
