"use client";

import { Archive, ArchiveRestore, Copy, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition, useState } from "react";
import { Confirm } from "@/components/ui/confirm";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { Menu, type MenuEntry } from "@/components/ui/menu";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import type { FormAction } from "@/lib/domain/action-state";
import { archivableStatuses, type CampaignStatus } from "@/lib/domain/campaign-edit";
import { canCampaign } from "@/lib/domain/campaign-status";
import { archive, duplicate, remove, rename, unarchive } from "./actions";

type CampaignMenuProps = {
  id: number;
  name: string;
  status: CampaignStatus;
  isArchived: boolean;
};

/** What can be done with a campaign beside writing and sending it. */
export function CampaignMenu({ id, name, status, isArchived }: CampaignMenuProps) {
  const t = useTranslations("campaigns.actions");
  const [open, setOpen] = useState<"rename" | "delete">();

  function run(action: FormAction) {
    const form = new FormData();
    form.set("id", String(id));
    startTransition(async () => {
      const answer = await action(undefined, form);
      if (answer?.message) toast(answer.message, { tone: answer.ok ? "neutral" : "bad" });
    });
  }

  const isAtRest = archivableStatuses.some((archivable) => archivable === status);
  const items: MenuEntry[] = [
    { id: "rename", label: t("rename"), icon: <Pencil />, onAction: () => setOpen("rename") },
    { id: "duplicate", label: t("duplicate"), icon: <Copy />, onAction: () => run(duplicate) },
  ];
  if (isArchived) {
    const icon = <ArchiveRestore />;
    items.push({ id: "unarchive", label: t("unarchive"), icon, onAction: () => run(unarchive) });
  } else if (isAtRest) {
    const icon = <Archive />;
    items.push({ id: "archive", label: t("archive"), icon, onAction: () => run(archive) });
  }
  if (canCampaign("delete", status)) {
    items.push(
      { id: "line", isSeparator: true },
      {
        id: "delete",
        label: t("delete"),
        icon: <Trash2 />,
        tone: "bad",
        onAction: () => setOpen("delete"),
      },
    );
  }
  return (
    <>
      <Menu label={`${t("menu")}: ${name}`} items={items} />
      <Confirm
        isOpen={open === "delete"}
        onOpenChange={(isOpen) => setOpen(isOpen ? "delete" : undefined)}
        title={t("deleteTitle")}
        body={t("deleteBody", { name })}
        confirmLabel={t("deleteConfirm")}
        variant="danger"
        action={remove}
        fields={{ id }}
      />
      <Dialog
        isOpen={open === "rename"}
        onOpenChange={(isOpen) => setOpen(isOpen ? "rename" : undefined)}
        title={t("renameTitle")}
        size="small"
      >
        {(close) => (
          <Form action={rename} onAnswer={(answer) => answer.ok && close()}>
            <input type="hidden" name="id" value={id} />
            <TextField label={t("rename")} name="name" defaultValue={name} maxLength={200} />
            <FormMessage />
            <div className="flex justify-end">
              <SubmitButton>{t("save")}</SubmitButton>
            </div>
          </Form>
        )}
      </Dialog>
    </>
  );
}
