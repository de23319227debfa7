"use client";

import { useTranslations } from "next-intl";
import { startTransition, useState } from "react";
import { Confirm } from "@/components/ui/confirm";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { TopicCount } from "@/lib/topic-counts";
import { archive, restore } from "./actions";
import { TopicDialog, type EditableTopic } from "./topic-dialog";

type TopicMenuProps = { topic: EditableTopic & { subscribed: TopicCount; isArchived: boolean } };

export function TopicMenu({ topic }: TopicMenuProps) {
  const t = useTranslations("topics");
  const [open, setOpen] = useState<"edit" | "archive">();
  const { id, name, subscribed, isArchived } = topic;

  function bringBack() {
    startTransition(async () => {
      const form = new FormData();
      form.set("id", String(id));
      const answer = await restore(undefined, form);
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
        items={
          isArchived
            ? [{ id: "restore", label: t("restore"), onAction: bringBack }]
            : [
                { id: "edit", label: t("edit"), onAction: () => setOpen("edit") },
                { id: "write", label: t("write"), href: `/campaigns/new?topic=${id}` },
                { id: "line", isSeparator: true },
                {
                  id: "archive",
                  label: t("archive"),
                  tone: "bad",
                  onAction: () => setOpen("archive"),
                },
              ]
        }
      />
      {open === "edit" && <TopicDialog kind="edit" topic={topic} onOpenChange={close} />}
      {open === "archive" && (
        <Confirm
          isOpen
          onOpenChange={close}
          title={t("archiveTitle", { name })}
          body={t("archiveBody", {
            about: String(subscribed.kind === "about"),
            count: subscribed.count,
          })}
          confirmLabel={t("archive")}
          action={archive}
          fields={{ id }}
          variant="danger"
        />
      )}
    </>
  );
}
