"use client";

import { useTranslations } from "next-intl";
import { RadioGroup } from "@/components/ui/radio-group";
import { userRoles } from "@/lib/domain/user-role";

/** The three roles, each with what it may do. */
export function RoleChoice({ defaultValue }: { defaultValue: string }) {
  const t = useTranslations("settings");
  const roles = useTranslations("shell.roles");
  return (
    <RadioGroup
      label={t("team.role")}
      name="role"
      defaultValue={defaultValue}
      items={userRoles.map((role) => ({
        id: role,
        label: roles(role),
        description: t(`roles.${role}`),
      }))}
    />
  );
}
