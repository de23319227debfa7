"use client";

import { useTranslations } from "next-intl";
import { Menu } from "@/components/ui/menu";

/** Pages about contacts that are needed now and then. */
export function MoreMenu({ canEdit, isAdmin }: { canEdit: boolean; isAdmin: boolean }) {
  const t = useTranslations("contacts");
  const base = "/audience/contacts";
  return (
    <Menu
      items={[
        { id: "properties", label: t("properties"), href: `${base}/properties` },
        ...(canEdit
          ? [
              { id: "duplicates", label: t("more.duplicates"), href: `${base}/duplicates` },
              { id: "changes", label: t("more.changes"), href: `${base}/changes` },
            ]
          : []),
        ...(isAdmin
          ? [{ id: "erasures", label: t("more.erasures"), href: `${base}/erasures` }]
          : []),
      ]}
    />
  );
}
