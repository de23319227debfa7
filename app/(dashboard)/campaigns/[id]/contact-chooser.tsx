"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button, ComboBox, Input, Label } from "react-aria-components";
import * as z from "zod";
import { cx } from "@/components/ui/class-names";
import { controlStyle } from "@/components/ui/field";
import { type Item, ListPopover } from "@/components/ui/list-box";
import { findPreviewContacts } from "./content-actions";

const found = z.array(
  z.object({
    id: z.number(),
    name: z.string(),
    email: z.string(),
    missing: z.array(z.string()),
    cases: z.array(z.enum(["longest_name", "most_missing", "other_script"])),
  }),
);

type ContactChooserProps = {
  campaignId: number;
  label: string;
  /** Posts the contact's id; empty for the sample values. */
  name?: string;
  onChange?: (contactId: number | undefined) => void;
  className?: string;
};

/** Whose values fill the mail: sample values, somebody of the audience, or anybody by name. */
export function ContactChooser({
  campaignId,
  label,
  name,
  onChange,
  className,
}: ContactChooserProps) {
  const t = useTranslations("campaigns");
  const cases = useTranslations("preflight.cases");
  const sample = {
    id: "sample",
    label: t("content.previewSample"),
    description: t("content.previewSampleHint"),
  };
  const [items, setItems] = useState<Item[]>([sample]);
  const [chosen, setChosen] = useState<Item>(sample);
  const [text, setText] = useState(sample.label);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function load(q: string, delayMs: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void find(q), delayMs);
  }

  async function find(q: string) {
    const form = new FormData();
    form.set("id", String(campaignId));
    form.set("q", q);
    const answer = await findPreviewContacts(undefined, form);
    const people = found.safeParse(answer?.data);
    if (!people.success) return;
    const contacts = people.data.map(({ id, name, email, missing, cases: why }) => ({
      id: String(id),
      label: name || email,
      description: [
        ...why.map((one) => cases(one)),
        missing.length > 0 ? t("people.missing", { fields: missing.join(", ") }) : email,
      ].join(" · "),
    }));
    setItems(q === "" ? [sample, ...contacts] : contacts);
  }

  function choose(key: string | number | null) {
    const item = items.find(({ id }) => id === key);
    if (!item) return;
    setChosen(item);
    setText(item.label);
    onChange?.(item.id === "sample" ? undefined : Number(item.id));
  }

  return (
    <ComboBox<Item>
      items={items}
      value={chosen.id}
      onChange={choose}
      inputValue={text}
      onInputChange={(value) => {
        setText(value);
        if (value !== chosen.label) load(value, 250);
      }}
      onOpenChange={(isOpen) => isOpen && load(text === chosen.label ? "" : text, 0)}
      onBlur={() => setText(chosen.label)}
      menuTrigger="focus"
      allowsEmptyCollection
      allowsCustomValue
      className={cx("flex min-w-0 flex-col gap-1.5", className)}
    >
      <Label className="text-sm font-medium">{label}</Label>
      {name !== undefined && (
        <input type="hidden" name={name} value={chosen.id === "sample" ? "" : chosen.id} />
      )}
      <div className="relative">
        <Input
          className={cx(controlStyle, "h-9 pr-9")}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button className="absolute inset-y-1 right-1 grid w-7 place-items-center rounded-sm text-muted hover:bg-hover">
          <ChevronDown className="size-4" aria-hidden />
        </Button>
      </div>
      <ListPopover empty={t("people.emptyTitle")} />
    </ComboBox>
  );
}
