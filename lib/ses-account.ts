import { eq } from "drizzle-orm";
import { db } from "@/db";
import { sesAccount } from "@/db/schema/sending";
import type { SesAccount } from "@/lib/aws/ses";

/** What SES last said of the account; the tick asks it, everybody else reads it here. */
export async function findSesAccount(): Promise<
  { account: SesAccount; fetchedAt: Date } | undefined
> {
  const [row] = await db.select().from(sesAccount).where(eq(sesAccount.id, "ses"));
  if (!row) return undefined;
  // Written by refreshRates alone, as this type.
  return { account: row.account as SesAccount, fetchedAt: row.fetchedAt };
}
