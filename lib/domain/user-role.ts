import type { UserRole } from "@/db/schema/users";

export type { UserRole };

const rank: Record<UserRole, number> = { viewer: 0, marketer: 1, admin: 2 };

export const userRoles: readonly UserRole[] = ["viewer", "marketer", "admin"];

/** Roles contain each other: an admin may do all that a marketer may, a marketer all that a viewer may. */
export function hasRole(actual: UserRole, required: UserRole): boolean {
  return rank[actual] >= rank[required];
}
