import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "@/db";
import { topics } from "@/db/schema/audience";
import { brands, organization } from "@/db/schema/organization";
import { recordAudit } from "@/lib/audit";
import { domainOf } from "@/lib/domain/identity-name";
import { isMailboxProvider } from "@/lib/domain/mailbox-providers";
import type { OrganizationInput } from "@/lib/organization";
import { createSender, type SenderInput } from "@/lib/senders";

/**
 * Answers the first-run form, once: the organisation, a default sender and a first topic, so that
 * the first campaign can be written at once. A second answer changes nothing.
 */
export async function finishSetup(
  input: Omit<OrganizationInput, "country"> & { sender: SenderInput; topicName: string },
  by: number,
): Promise<{ ok: true } | { ok: false; reason: "already_finished" | "mailbox_provider" }> {
  const { sender, topicName, ...answers } = input;
  // Before anything is written: half a set-up would be worse than none.
  if (isMailboxProvider(domainOf(sender.email))) return { ok: false, reason: "mailbox_provider" };
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(organization)
      .set({ ...answers, setupFinishedAt: sql`now()`, updatedAt: sql`now()` })
      .where(and(eq(organization.id, 1), isNull(organization.setupFinishedAt)))
      .returning({ id: organization.id });
    if (!row) return { ok: false, reason: "already_finished" };
    await tx.update(brands).set({ name: answers.name }).where(eq(brands.name, ""));
    await tx.execute(sql`
      insert into ${topics} (brand_id, name)
      select min(id), ${topicName} from ${brands}
      where not exists (select 1 from ${topics})`);
    await createSender(sender, by, tx); // already there after a restore: just as well
    await recordAudit({ userId: by, action: "organization.setup" }, tx);
    return { ok: true };
  });
}
