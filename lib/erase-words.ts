import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db";

/**
 * Written in the place of an erased address. No contact can have it, so that "is this address" goes
 * on matching nobody and "is not" everybody, and who reads the rule sees why.
 */
export const erasedWord = "erased@invalid";

/**
 * Takes addresses out of what users wrote to find somebody: rules of segments, the rules that
 * campaigns froze at their launch, saved views, and what was done to everybody found. The rules go on
 * holding for everybody else: a value is replaced, not removed, because no words would mean everybody.
 */
export async function forgetWords(tx: Database, addresses: string[]): Promise<void> {
  const pattern = toPattern(addresses);
  const names = (text: SQL) => sql`${text}::text ~* ${pattern}`;
  const without = (text: SQL) =>
    sql`regexp_replace(${text}::text, ${pattern}, ${erasedWord}, 'gi')::jsonb`;
  const [rule, selection, deed] = [sql`rule`, sql`selection`, sql`deed`];
  await tx.execute(sql`update segments set rule = ${without(rule)} where ${names(rule)}`);
  await tx.execute(sql`
    update campaigns set audience_rule = ${without(sql`audience_rule`)}
    where ${names(sql`audience_rule`)}`);
  await tx.execute(sql`delete from contact_views where ${names(sql`query`)}`);
  await tx.execute(sql`
    update bulk_actions set selection = ${without(selection)}, deed = ${without(deed)}
    where ${names(selection)} or ${names(deed)}`);
}

/** Only the whole address: "lee@shop.kr" is not meant by "mylee@shop.kr" or "lee@shop.kr.test". */
function toPattern(addresses: string[]): string {
  const found = addresses.map((address) => address.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return `(?<![a-z0-9!#$%&'*+/=?^_\`{|}~.-])(?:${found.join("|")})(?![a-z0-9-]|\\.[a-z0-9])`;
}
