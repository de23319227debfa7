"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { UserRole } from "@/lib/domain/user-role";
import { Confirm } from "@/components/ui/confirm";
import { Menu } from "@/components/ui/menu";
import { changeRole, disableMember, enableMember } from "./actions";
import { RoleChoice } from "./role-choice";

type MemberMenuProps = {
  member: { id: number; name: string; role: UserRole; isDisabled: boolean };
  isSelf: boolean;
};

/** What an administrator can do about one member; each asks once, by consequence. */
export function MemberMenu({ member, isSelf }: MemberMenuProps) {
  const t = useTranslations("settings.team");
  const [open, setOpen] = useState<"role" | "disable" | "enable">();
  const { id, name } = member;
  const shared = {
    fields: { id },
    isOpen: true,
    onOpenChange: (isOpen: boolean) => {
      if (!isOpen) setOpen(undefined);
    },
  };
  return (
    <>
      <Menu
        label={t("menu", { name })}
        items={[
          { id: "role", label: t("changeRole"), onAction: () => setOpen("role") },
          ...(isSelf
            ? []
            : [
                member.isDisabled
                  ? { id: "enable", label: t("enable"), onAction: () => setOpen("enable") }
                  : {
                      id: "disable",
                      label: t("disable"),
                      tone: "bad" as const,
                      onAction: () => setOpen("disable"),
                    },
              ]),
        ]}
      />
      {open === "role" && (
        <Confirm
          {...shared}
          title={t("changeRoleTitle", { name })}
          body={t("changeRoleHint")}
          confirmLabel={t("changeRole")}
          action={changeRole}
        >
          <RoleChoice defaultValue={member.role} />
        </Confirm>
      )}
      {open === "disable" && (
        <Confirm
          {...shared}
          title={t("disableTitle", { name })}
          body={t("disableBody")}
          confirmLabel={t("disable")}
          action={disableMember}
          variant="danger"
        />
      )}
      {open === "enable" && (
        <Confirm
          {...shared}
          title={t("enableTitle", { name })}
          body={t("enableBody")}
          confirmLabel={t("enable")}
          action={enableMember}
        />
      )}
    </>
  );
}
