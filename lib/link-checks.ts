import { createHash } from "node:crypto";
import { inArray, lt, sql } from "drizzle-orm";
import * as z from "zod";
import { db } from "@/db";
import { linkChecks } from "@/db/schema/preflight";
import type { LinkState } from "@/lib/domain/link-state";
import { probeLink } from "@/lib/link-probe";

const mostLinks = 60;
const atOnce = 6;
/** Together, so that a page of slow shops does not hold a request for minutes. */
const patienceMs = 20_000;
const freshMinutes = { ok: 24 * 60, other: 10 } as const;
const keptDays = 30;

/** What is known of these links without asking anybody. */
export async function readLinkStates(urls: readonly string[]): Promise<Map<string, LinkState>> {
  if (urls.length === 0) return new Map();
  const rows = await db
    .select()
    .from(linkChecks)
    .where(inArray(linkChecks.urlHash, urls.map(hashOf)));
  return new Map(
    rows.flatMap(({ url, state, checkedAt }) => {
      const read = linkState.safeParse(state);
      return read.success && isFresh(read.data, checkedAt) ? [[url, read.data] as const] : [];
    }),
  );
}

/** The same, with those asked that nobody asked lately. Reaches the network: never on the typing path. */
export async function askLinks(
  urls: readonly string[],
  probe: (url: string) => Promise<LinkState> = probeLink,
): Promise<Map<string, LinkState>> {
  const wanted = [...new Set(urls)].slice(0, mostLinks);
  const known = await readLinkStates(wanted);
  const queue = wanted.filter((url) => !known.has(url));
  if (queue.length === 0) return known;
  const deadline = Date.now() + patienceMs;
  const found: { url: string; state: LinkState }[] = [];
  async function work() {
    for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
      if (Date.now() > deadline) return;
      found.push({ url, state: await probe(url) });
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  await remember(found);
  for (const { url, state } of found) known.set(url, state);
  return known;
}

async function remember(found: { url: string; state: LinkState }[]): Promise<void> {
  if (found.length === 0) return;
  const rows = found
    .map(({ url, state }) => ({ urlHash: hashOf(url), url, state }))
    // In one order everywhere: two checks of one mail must not wait for each other crosswise.
    .toSorted((a, b) => (a.urlHash < b.urlHash ? -1 : 1));
  await db
    .insert(linkChecks)
    .values(rows)
    .onConflictDoUpdate({
      target: linkChecks.urlHash,
      set: { state: sql`excluded.state`, checkedAt: sql`now()` },
    });
  await db
    .delete(linkChecks)
    .where(lt(linkChecks.checkedAt, sql`now() - make_interval(days => ${keptDays})`));
}

function isFresh(state: LinkState, checkedAt: Date): boolean {
  const minutes = state.kind === "ok" ? freshMinutes.ok : freshMinutes.other;
  return Date.now() - checkedAt.getTime() < minutes * 60_000;
}

function hashOf(url: string): string {
  return createHash("sha256").update(url).digest("hex");
}

const linkState: z.ZodType<LinkState> = z.union([
  z.object({ kind: z.literal("ok"), status: z.int() }),
  z.object({ kind: z.literal("dead"), reason: z.literal("status"), status: z.int() }),
  z.object({
    kind: z.literal("dead"),
    reason: z.enum(["no_host", "no_connection", "certificate", "redirects"]),
  }),
  z.object({ kind: z.enum(["private", "unknown"]) }),
]);
