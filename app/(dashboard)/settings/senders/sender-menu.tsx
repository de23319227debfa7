"use client";

import { useTranslations } from "next-intl";
import { startTransition, useState } from "react";
import { Confirm } from "@/components/ui/confirm";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { archive, makeDefault } from "./actions";
import { SenderDialog, type EditableSender } from "./sender-dialog";

type SenderMenuProps = { sender: EditableSender & { isDefault: boolean } };

export function SenderMenu({ sender }: SenderMenuProps) {
  const t = useTranslations("settings.senders");
  const [open, setOpen] = useState<"edit" | "archive">();
  const { id, name } = sender;

  function chooseAsDefault() {
    startTransition(async () => {
      const form = new FormData();
      form.set("id", String(id));
      const answer = await makeDefault(undefined, form);
      if (answer?.message) toast(answer.message, { tone: answer.ok ? "good" : "bad" });
    });
  }

  function close(isOpen: boolean) {
    if (!isOpen) setOpen(undefined);
  }

  return (
    <>
      <Menu
        label={t("menu", { name })}
        items={[
          { id: "edit", label: t("edit"), onAction: () => setOpen("edit") },
          ...(sender.isDefault
            ? []
            : [{ id: "default", label: t("makeDefault"), onAction: chooseAsDefault }]),
          { id: "archive", label: t("archive"), tone: "bad", onAction: () => setOpen("archive") },
        ]}
      />
      {open === "edit" && <SenderDialog kind="edit" sender={sender} onOpenChange={close} />}
      {open === "archive" && (
        <Confirm
          isOpen
          onOpenChange={close}
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
