import { createHash } from "node:crypto";
import { and, eq, gt, lt, sql } from "drizzle-orm";
import { db } from "@/db";
import { rateLimits } from "@/db/schema/users";
import { rateWindow, secondsUntil } from "@/lib/domain/rate-window";

/** How often something may happen: `limit` times in each window of `windowSeconds`. */
export type RateLimit = { name: string; limit: number; windowSeconds: number };

/** One thing to count: which limit, and whose (an address, an IP, a token). */
export type RateSubject = { rate: RateLimit; subject: string };

export type RateAnswer = { ok: true } | { ok: false; retryAfterSeconds: number };

const quarterHour = 15 * 60;

/** The limits of the installation, in one place. An IP stands for a whole office, so it gets more. */
export const rates = {
  signInAddress: { name: "sign-in-address", limit: 10, windowSeconds: quarterHour },
  signInIp: { name: "sign-in-ip", limit: 60, windowSeconds: quarterHour },
  linkAddress: { name: "link-address", limit: 5, windowSeconds: quarterHour },
  linkIp: { name: "link-ip", limit: 30, windowSeconds: quarterHour },
  invitationIp: { name: "invitation-ip", limit: 30, windowSeconds: quarterHour },
  apiKey: { name: "api-key", limit: 120, windowSeconds: 60 },
  apiIp: { name: "api-ip", limit: 60, windowSeconds: 60 }, // calls without a key that opens
  passwordChange: { name: "password-change", limit: 10, windowSeconds: quarterHour },
} as const satisfies Record<string, RateLimit>;

/**
 * Counts one try against each limit and says whether all allow it. Each count is one atomic upsert,
 * so parallel tries cannot slip through together.
 */
export async function hitRateLimits(
  subjects: RateSubject[],
  at: Date = new Date(),
): Promise<RateAnswer> {
  let retryAfterSeconds = 0;
  for (const { rate, subject } of subjects) {
    const window = rateWindow(at, rate.windowSeconds);
    const hits = await hit(keyOf(rate, subject), window.start);
    if (hits > rate.limit) {
      retryAfterSeconds = Math.max(retryAfterSeconds, secondsUntil(window.end, at));
    }
  }
  return retryAfterSeconds === 0 ? { ok: true } : { ok: false, retryAfterSeconds };
}

/** Takes one try back: who succeeded has not tried in vain. */
export async function releaseRateLimits(
  subjects: RateSubject[],
  at: Date = new Date(),
): Promise<void> {
  for (const { rate, subject } of subjects) {
    const { start } = rateWindow(at, rate.windowSeconds);
    await db
      .update(rateLimits)
      .set({ hits: sql`${rateLimits.hits} - 1` })
      .where(
        and(
          eq(rateLimits.key, keyOf(rate, subject)),
          eq(rateLimits.windowStart, start),
          gt(rateLimits.hits, 0),
        ),
      );
  }
}

async function hit(key: string, windowStart: Date): Promise<number> {
  const [row] = await db
    .insert(rateLimits)
    .values({ key, windowStart })
    .onConflictDoUpdate({
      target: [rateLimits.key, rateLimits.windowStart],
      set: { hits: sql`${rateLimits.hits} + 1` },
    })
    .returning({ hits: rateLimits.hits });
  // A counter that cannot be read must not open the door.
  if (!row) throw new Error("The rate limit could not be counted.");
  // The first try of a window pays for sweeping: the table stays as small as a day's visitors.
  if (row.hits === 1) {
    await db.delete(rateLimits).where(lt(rateLimits.windowStart, sql`now() - interval '1 day'`));
  }
  return row.hits;
}

// Hashed, so that the table holds no addresses and no key is longer than another.
function keyOf(rate: RateLimit, subject: string): string {
  return `${rate.name}:${createHash("sha256").update(subject).digest("hex").slice(0, 32)}`;
}
