"use client";

import { Bookmark, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Confirm } from "@/components/ui/confirm";
import { Menu, type MenuEntry } from "@/components/ui/menu";
import { TextField } from "@/components/ui/text-field";
import { deleteView, saveView } from "./view-actions";

type View = {
  id: number;
  name: string;
  href: string;
  isOwn: boolean;
  isShared: boolean;
  ownerName: string;
};

type ViewMenuProps = { views: View[]; query: Record<string, string> };

/** Ways of looking at the list that were given a name; one's own can be shared with the team. */
export function ViewMenu({ views, query }: ViewMenuProps) {
  const t = useTranslations("contacts.views");
  const [asked, setAsked] = useState<"save" | View>();
  const own = views.filter(({ isOwn }) => isOwn);
  const items: MenuEntry[] = [
    ...views.map(({ id, name, href, isOwn, isShared, ownerName }) => ({
      id: String(id),
      label: name,
      href,
      ...(isOwn
        ? isShared && { description: t("shared") }
        : { description: t("of", { name: ownerName }) }),
    })),
    ...(views.length > 0 ? [{ id: "line", isSeparator: true as const }] : []),
    { id: "save", label: t("save"), onAction: () => setAsked("save") },
    ...own.map((view) => ({
      id: `delete-${view.id}`,
      label: t("delete", { name: view.name }),
      icon: <Trash2 aria-hidden />,
      onAction: () => setAsked(view),
    })),
  ];
  const steering = {
    isOpen: asked !== undefined,
    onOpenChange: (isOpen: boolean) => !isOpen && setAsked(undefined),
  };
  return (
    <>
      <Menu
        label={t("button")}
        trigger={
          <Button>
            <Bookmark aria-hidden />
            {t("button")}
          </Button>
        }
        items={items}
      />
      {asked === "save" && (
        <Confirm
          {...steering}
          title={t("save")}
          body={t("saveBody")}
          confirmLabel={t("saveConfirm")}
          action={saveView}
          fields={{ query: JSON.stringify(query) }}
        >
          <TextField label={t("name")} name="name" isRequired maxLength={100} />
          <Checkbox name="isShared">{t("share")}</Checkbox>
        </Confirm>
      )}
      {asked !== undefined && asked !== "save" && (
        <Confirm
          {...steering}
          title={t("deleteTitle", { name: asked.name })}
          body={t(asked.isShared ? "deleteShared" : "deleteBody")}
          confirmLabel={t("deleteConfirm")}
          action={deleteView}
          fields={{ id: asked.id }}
          variant="danger"
        />
      )}
    </>
  );
}
