"use client";

import { ArrowDown, ArrowUp, Plus, RotateCcw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import type { Choice } from "@/lib/domain/property-choices";

type Row = { id: number; key: string | null; label: string };

type ChoiceRowsProps = {
  choices: Choice[];
  /** How many contacts hold a choice, by its key; undefined while that is counted. */
  holders: Readonly<Record<string, number>> | undefined;
};

/** Choices in their order; posts `choices` as JSON of key and label. */
export function ChoiceRows({ choices, holders }: ChoiceRowsProps) {
  const t = useTranslations("properties");
  const [rows, setRows] = useState<Row[]>(() =>
    choices
      .filter(({ isRetired }) => isRetired !== true)
      .map(({ key, label }, id) => ({ id, key, label })),
  );
  const [nextId, setNextId] = useState(choices.length);
  const out = choices.filter(({ key }) => !rows.some((row) => row.key === key));

  function add(key: string | null, label: string) {
    setRows([...rows, { id: nextId, key, label }]);
    setNextId(nextId + 1);
  }
  function move(index: number, by: -1 | 1) {
    const moved = [...rows];
    const [row] = moved.splice(index, 1);
    if (row) moved.splice(index + by, 0, row);
    setRows(moved);
  }
  return (
    <>
      <input
        type="hidden"
        name="choices"
        value={JSON.stringify(rows.map(({ key, label }) => ({ key, label })))}
      />
      <ol className="space-y-2">
        {rows.map((row, index) => (
          <li key={row.id} className="flex items-end gap-1">
            <TextField
              className="grow"
              label={t("choiceLabel", { n: index + 1 })}
              value={row.label}
              onChange={(label) =>
                setRows(rows.map((one) => (one.id === row.id ? { ...one, label } : one)))
              }
              maxLength={100}
              suffix={
                row.key === null || holders === undefined ? undefined : (
                  <span className="pr-3 text-sm text-muted">
                    {t("holders", { count: holders[row.key] ?? 0 })}
                  </span>
                )
              }
            />
            <Button
              variant="quiet"
              aria-label={t("moveUp", { label: row.label })}
              disabledReason={index === 0 ? t("first") : undefined}
              onPress={() => move(index, -1)}
            >
              <ArrowUp aria-hidden />
            </Button>
            <Button
              variant="quiet"
              aria-label={t("moveDown", { label: row.label })}
              disabledReason={index === rows.length - 1 ? t("last") : undefined}
              onPress={() => move(index, 1)}
            >
              <ArrowDown aria-hidden />
            </Button>
            <Button
              variant="quiet"
              aria-label={t("remove", { label: row.label })}
              onPress={() => setRows(rows.filter(({ id }) => id !== row.id))}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ol>
      <div>
        <Button onPress={() => add(null, "")}>
          <Plus aria-hidden />
          {t("addChoice")}
        </Button>
      </div>
      {out.length > 0 && (
        <div className="space-y-2">
          <p className="font-medium">{t("retiredChoices")}</p>
          <p className="text-sm text-muted">{t("retiredHint")}</p>
          <ul className="space-y-1">
            {out.map(({ key, label }) => (
              <li key={key} className="flex items-center gap-2">
                <span className="min-w-0 grow truncate">{label}</span>
                {holders !== undefined && (
                  <span className="text-sm text-muted">
                    {t("holders", { count: holders[key] ?? 0 })}
                  </span>
                )}
                <Button
                  size="small"
                  aria-label={t("bringBack", { label })}
                  onPress={() => add(key, label)}
                >
                  <RotateCcw aria-hidden />
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
