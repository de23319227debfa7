"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { CheckboxGroup } from "@/components/ui/checkbox-group";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";

type SegmentPickerProps = {
  label: string;
  description?: string;
  segments: { id: number; name: string; count: number; isStatic: boolean }[];
  value: number[];
  onChange: (ids: number[]) => void;
  isDisabled: boolean;
};

/** From here on the list gets a field to find one by name. */
const manySegments = 9;

export function SegmentPicker({ label, segments, value, onChange, ...rest }: SegmentPickerProps) {
  const t = useTranslations("campaigns.audience");
  const kind = useTranslations("segments");
  const [q, setQ] = useState("");
  if (segments.length === 0) {
    return (
      <p className="text-muted">
        {t("noSegments")} <TextLink href="/audience/segments">{t("makeSegment")}</TextLink>
      </p>
    );
  }
  const words = q.trim().toLowerCase();
  // What is chosen stays in sight, whatever is searched for.
  const shown = segments.filter(
    ({ id, name }) => value.includes(id) || name.toLowerCase().includes(words),
  );
  return (
    <div className="flex flex-col gap-2">
      {segments.length >= manySegments && (
        <TextField label={t("findSegment")} value={q} onChange={setQ} className="max-w-80" />
      )}
      <CheckboxGroup
        {...rest}
        label={label}
        value={value.map(String)}
        onChange={(ids) => onChange(ids.map(Number))}
        items={shown.map(({ id, name, count, isStatic }) => ({
          id: String(id),
          label: name,
          description: `${isStatic ? `${kind("static")} · ` : ""}${t("people", { count })}`,
        }))}
        className="[&>div:last-of-type]:max-h-96 [&>div:last-of-type]:overflow-y-auto"
      />
    </div>
  );
}
