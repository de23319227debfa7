import { eq, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { organization } from "@/db/schema/organization";

export type Organization = typeof organization.$inferSelect;

/** What a person can change of the organisation. */
export type OrganizationInput = Pick<
  Organization,
  "name" | "timeZone" | "locale" | "country" | "postalAddress" | "phone"
> &
  Partial<Pick<Organization, "softBounceLimit">>;

/** The one organisation of this installation. */
export async function getOrganization(database: Database = db): Promise<Organization> {
  const [row] = await database.select().from(organization).where(eq(organization.id, 1));
  if (!row) throw new Error("The organization row is missing: have the migrations run?");
  return row;
}

export async function updateOrganization(
  input: Partial<OrganizationInput>,
  database: Database = db,
): Promise<void> {
  await database
    .update(organization)
    .set({ ...input, updatedAt: sql`now()` })
    .where(eq(organization.id, 1));
}
