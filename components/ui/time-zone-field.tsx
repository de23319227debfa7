"use client";

import { useState } from "react";
import { zoneName } from "@/lib/domain/date-format";
import { ComboBox } from "./combo-box";
import type { FieldProps } from "./field";

type TimeZoneFieldProps = FieldProps & {
  defaultValue?: string | undefined;
  onChange?: (timeZone: string) => void;
};

/** IANA zones with their offset of today; found by typing a city. */
export function TimeZoneField(props: TimeZoneFieldProps) {
  // Once is enough: an offset changes twice a year.
  const [items] = useState(() => {
    const now = new Date();
    const zones = new Set(["Asia/Seoul", "UTC", ...Intl.supportedValuesOf("timeZone")]);
    return [...zones].map((zone) => ({
      id: zone,
      label: zone.replaceAll("_", " "),
      description: zoneName(now, zone),
    }));
  });
  return <ComboBox {...props} items={items} />;
}
