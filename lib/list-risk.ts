import { sql } from "drizzle-orm";
import { db } from "@/db";
import { reviewAddresses } from "@/lib/address-review";
import { type AudienceDefinition, audienceSql } from "@/lib/delivery/audience";
import type { AddressReview } from "@/lib/domain/address-review";
import { estimateRisk, type ListRisk } from "@/lib/domain/list-risk";

export type RiskReview = ListRisk & {
  review: AddressReview;
  /** People looked at; fewer than the list where it is large. */
  looked: number;
};

/** Enough for shares to a fraction of a percent, and read in the time of a page. */
const sampleSize = 50_000;
const silentDays = 365;

/** What mailing these people would probably bring, from those who would get the mail. */
export async function reviewRisk(
  definition: AudienceDefinition,
  willGet: number,
): Promise<RiskReview> {
  const every = Math.max(1, Math.ceil(willGet / sampleSize));
  const audience = await audienceSql(definition);
  return db.transaction(async (tx) => {
    // Drawn once: both questions are about the same people.
    await tx.execute(sql`
      create temporary table risk_sample on commit drop as
      select contact_id, email_normalized from (${audience}) audience
      where skip_reason is null and contact_id % ${every}::bigint = 0`);
    const review = await reviewAddresses(sql`select email_normalized from risk_sample`, tx);
    const { rows } = await tx.execute<{ never: number; silent: number }>(sql`
      select count(*) filter (where e.last_sent_at is null)::int as never,
        count(*) filter (where e.last_sent_at is not null
          and contacts.created_at < now() - make_interval(days => ${silentDays})
          and coalesce(greatest(e.last_opened_at, e.last_clicked_at), '-infinity')
            < now() - make_interval(days => ${silentDays}))::int as silent
      from risk_sample join contacts on contacts.id = risk_sample.contact_id
      left join contact_engagement e on e.contact_id = risk_sample.contact_id`);
    const facts = rows[0] ?? { never: 0, silent: 0 };
    const risk = estimateRisk({ review, neverMailed: facts.never, longSilent: facts.silent });
    return { ...risk, review, looked: review.total };
  });
}
