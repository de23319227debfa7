"use client";

import { Braces } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Menu, type MenuEntry } from "@/components/ui/menu";

/** A field that a merge tag may name, with the words people know it by. */
export type MergeFieldChoice = { key: string; label: string };

type MergeTagMenuProps = {
  fieldLabel: string;
  mergeFields: readonly MergeFieldChoice[];
  /** `caret` is where to go on typing, counted from the tag's beginning. */
  onPick: (tag: { text: string; caret: number }) => void;
  /** Steered from outside, where something else than its button opens it too. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
};

/** Lists the fields by their labels and hands over a tag that already has its fallback. */
export function MergeTagMenu({ fieldLabel, mergeFields, onPick, ...steering }: MergeTagMenuProps) {
  const t = useTranslations("content.form");
  const items = mergeFields.flatMap((field): MenuEntry[] => {
    const plain = mergeTag(field.key, t("nameFallback"));
    const entry = {
      id: field.key,
      label: field.label,
      description: plain.text,
      onAction: () => onPick(plain),
    };
    if (field.key !== "name") return [entry];
    const withParticle = mergeTag(field.key, t("nameFallback"), ' | particle: "은/는"');
    return [
      entry,
      {
        id: "name-particle",
        label: t("nameParticle", { label: field.label }),
        description: withParticle.text,
        onAction: () => onPick(withParticle),
      },
    ];
  });
  return (
    <Menu
      {...steering}
      items={items}
      label={t("mergeTagFor", { field: fieldLabel })}
      trigger={
        <Button
          variant="quiet"
          size="small"
          className="text-muted"
          aria-label={t("mergeTagFor", { field: fieldLabel })}
        >
          <Braces aria-hidden />
          <span aria-hidden>{t("mergeTag")}</span>
        </Button>
      }
    />
  );
}

const names = ["name", "first_name"];

/** Every contact has an address; names get a word that fits anybody; the rest waits for one. */
function mergeTag(key: string, nameFallback: string, more = ""): { text: string; caret: number } {
  if (key === "email") return { text: "{{ email }}", caret: 11 };
  const head = `{{ ${key} | fallback: "`;
  if (!names.includes(key)) return { text: `${head}" }}`, caret: head.length };
  const text = `${head}${nameFallback}"${more} }}`;
  return { text, caret: text.length };
}
