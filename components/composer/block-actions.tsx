"use client";

import { ArrowDown, ArrowUp, ClipboardCopy, CopyPlus, Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Toolbar } from "react-aria-components";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { toast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import { copyBlocks } from "./block-clipboard";
import { useEditing, useUndo } from "./use-editing";

/** What can be done to one block; the same with the mouse and with the keyboard alone. */
export function BlockActions({ id, name }: { id: string; name: string }) {
  const t = useTranslations("composer.block");
  const editing = useEditing();
  const { back } = useUndo();

  function copy() {
    const block = editing.find(id);
    if (!block) return;
    void copyBlocks([block]);
    toast(t("copied"));
  }

  function remove() {
    editing.remove(id);
    toast(t("removed", { name }), { action: { label: t("undo"), onPress: back } });
  }

  return (
    <Toolbar aria-label={t("actions", { name })} className="flex items-center">
      <Action label={t("up")} onPress={() => editing.move(id, "up")}>
        <ArrowUp aria-hidden />
      </Action>
      <Action label={t("down")} onPress={() => editing.move(id, "down")}>
        <ArrowDown aria-hidden />
      </Action>
      <Action label={t("duplicate")} onPress={() => editing.duplicate(id)}>
        <CopyPlus aria-hidden />
      </Action>
      <Action label={t("copy")} onPress={copy}>
        <ClipboardCopy aria-hidden />
      </Action>
      <Action label={t("remove")} onPress={remove}>
        <Trash2 aria-hidden />
      </Action>
      <Action label={t("done")} onPress={() => editing.choose(undefined)}>
        <X aria-hidden />
      </Action>
    </Toolbar>
  );
}

type ActionProps = {
  label: string;
  onPress: () => void;
  /** There is nothing for it to do now, which `label` says. */
  isFaint?: boolean;
  children: ReactNode;
};

export function Action({ label, onPress, isFaint = false, children }: ActionProps) {
  return (
    <Tooltip text={label}>
      <Button
        variant="quiet"
        size="small"
        aria-label={label}
        onPress={onPress}
        className={cx("w-7 px-0", isFaint && "text-faint/60")}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
