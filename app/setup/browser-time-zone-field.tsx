"use client";

import { useSyncExternalStore } from "react";
import type { FieldProps } from "@/components/ui/field";
import { TimeZoneField } from "@/components/ui/time-zone-field";

/** Starts with the zone of the person's own machine, which is nearly always the right one. */
export function BrowserTimeZoneField({ fallback, ...props }: FieldProps & { fallback: string }) {
  const zone = useSyncExternalStore(
    () => () => undefined, // a machine does not move while the form is open
    () => ownZone() ?? fallback,
    () => fallback,
  );
  return <TimeZoneField key={zone} {...props} defaultValue={zone} />;
}

/** Browsers that hide where they are, and machines without a place, say UTC: that tells nothing. */
function ownZone(): string | undefined {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return /^(Etc\/)?(UTC|GMT|Universal|Unknown)$/.test(timeZone) ? undefined : timeZone;
}
