import { expect, test } from "vitest";
import { hasRole, userRoles } from "@/lib/domain/user-role";

test("an admin may do what a marketer may, a marketer what a viewer may, and not the reverse", () => {
  const table = userRoles.map((actual) => userRoles.map((required) => hasRole(actual, required)));
  expect(table).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});
