"use client";

import { useTranslations } from "next-intl";
import { startTransition, useState } from "react";
import { Confirm } from "@/components/ui/confirm";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { archive, duplicate, restore } from "./actions";

type SegmentMenuProps = { segment: { id: number; name: string; isArchived: boolean } };

export function SegmentMenu({ segment: { id, name, isArchived } }: SegmentMenuProps) {
  const t = useTranslations("segments");
  const [isArchiving, setArchiving] = useState(false);

  function call(action: typeof restore) {
    startTransition(async () => {
      const form = new FormData();
      form.set("id", String(id));
      const answer = await action(undefined, form);
      if (answer?.message) toast(answer.message, { tone: answer.ok ? "good" : "bad" });
    });
  }

  return (
    <>
      <Menu
        label={t("menu", { name })}
        items={
          isArchived
            ? [{ id: "restore", label: t("restore"), onAction: () => call(restore) }]
            : [
                { id: "edit", label: t("edit"), href: `/audience/segments/${id}` },
                { id: "write", label: t("write"), href: `/campaigns/new?segment=${id}` },
                { id: "duplicate", label: t("duplicate"), onAction: () => call(duplicate) },
                { id: "line", isSeparator: true },
                {
                  id: "archive",
                  label: t("archive"),
                  tone: "bad",
                  onAction: () => setArchiving(true),
                },
              ]
        }
      />
      {isArchiving && (
        <Confirm
          isOpen
          onOpenChange={setArchiving}
          title={t("archiveTitle", { name })}
          body={t("archiveBody")}
          confirmLabel={t("archive")}
          action={archive}
          fields={{ id }}
          variant="danger"
        />
      )}
    </>
  );
}
