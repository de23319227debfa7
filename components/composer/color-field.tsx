"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import type { FieldWords } from "./use-block-words";

type ColorFieldProps = {
  words: Pick<FieldWords, "label" | "hint">;
  place: string;
  value: string;
  onChange: (color: string) => void;
};

const shape = /^(#[0-9a-f]{6})?$/i;

/** A colour as a swatch and in writing; empty is the design's own. */
export function ColorField({ words, place, value, onChange }: ColorFieldProps) {
  const t = useTranslations("composer.color");
  const [typed, setTyped] = useState(value);
  const [last, setLast] = useState(value);
  if (value !== last) {
    setLast(value);
    setTyped(value);
  }

  function change(next: string) {
    setTyped(next);
    if (!shape.test(next)) return; // half written
    setLast(next);
    onChange(next);
  }

  return (
    <div className="flex flex-col gap-1.5" data-field={place}>
      <div className="flex items-end gap-2">
        <input
          type="color"
          aria-label={t("pick", { label: words.label })}
          value={value === "" ? "#23211e" : value}
          onChange={(event) => change(event.target.value)}
          className="h-9 w-10 shrink-0 rounded-md border border-line-strong/70 bg-surface p-1"
        />
        <TextField
          label={words.label}
          value={typed}
          onChange={change}
          maxLength={7}
          placeholder="#"
          className="grow"
          {...(shape.test(typed) ? {} : { error: t("format") })}
        />
        {value !== "" && (
          <Button variant="quiet" size="small" className="mb-1" onPress={() => change("")}>
            {t("clear")}
          </Button>
        )}
      </div>
      {words.hint !== "" && <p className="text-sm text-muted">{words.hint}</p>}
    </div>
  );
}
