import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db";
import { contactByEmail, importFile } from "@/tests/support/imports";

beforeEach(async () => {
  await db.execute(sql`truncate contacts, imports, import_contacts, properties cascade`);
});

test("one part of a name alone does not replace the whole, but is better than none", async () => {
  await importFile("email,name,last name\na@example.com,Ada Lovelace,Lovelace\nb@example.com,,\n");
  await importFile("email,first name\na@example.com,Augusta\nb@example.com,Bob\n");
  expect(await contactByEmail("a@example.com")).toMatchObject({
    name: "Ada Lovelace",
    firstName: "Augusta",
  });
  expect(await contactByEmail("b@example.com")).toMatchObject({ name: "Bob" });
  await importFile("email,first name,last name\na@example.com,Augusta,King\n");
  expect(await contactByEmail("a@example.com")).toMatchObject({ name: "Augusta King" });
});
