import { existsSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { and, eq, gte, isNotNull } from "drizzle-orm";
import { db } from "@/db";
import { campaignArchives } from "@/db/schema/archives";
import { campaigns } from "@/db/schema/campaigns";
import type { ArchivedFile } from "@/lib/domain/archived-campaign";
import { folderOf, readLines, readManifest } from "./files";

const instant = z.coerce.date().nullable().catch(null);
const text = z.string().nullable().catch(null);
const count = z.number().catch(0);

const archivedMail = z.object({
  id: z.number(),
  email: z.string(),
  name: z.string().catch(""),
  status: z.string(),
  skip_reason: text,
  merge_data: z.record(z.string(), z.unknown()).nullable().catch(null),
  created_at: z.coerce.date(),
  sent_at: instant,
  delivered_at: instant,
  opened_at: instant,
  open_count: count,
  clicked_at: instant,
  click_count: count,
  bounced_at: instant,
  bounce_message: text,
  complained_at: instant,
  unsubscribed_at: instant,
});

const archivedEvent = z.object({
  type: z.string(),
  occurred_at: z.coerce.date(),
  recipient_id: z.number(),
  payload: z.object({ url: z.string().catch("") }).catch({ url: "" }),
});

type Campaign = { id: number; name: string; subject: string };
export type ArchivedMail = z.infer<typeof archivedMail> & { campaign: Campaign };
export type ArchivedEvent = z.infer<typeof archivedEvent> & { campaign: Campaign };

/**
 * A person's mails in campaigns whose rows lie in files, with what was reported of them. The files
 * have no index and are read from start to end; `unread` names campaigns whose folder is not on this
 * machine. Files from before the person was a contact cannot hold them.
 */
export async function findArchivedMails(
  contactIds: number[],
  { since }: { since: Date },
): Promise<{ mails: ArchivedMail[]; events: ArchivedEvent[]; unread: string[] }> {
  const archives = await db
    .select({
      folder: campaignArchives.folder,
      id: campaigns.id,
      name: campaigns.name,
      subject: campaigns.subject,
    })
    .from(campaignArchives)
    .innerJoin(campaigns, eq(campaigns.id, campaignArchives.campaignId))
    .where(and(isNotNull(campaignArchives.writtenAt), gte(campaignArchives.detachedAt, since)))
    .orderBy(campaigns.id);
  const mails: ArchivedMail[] = [];
  const events: ArchivedEvent[] = [];
  const unread: string[] = [];
  for (const { folder, ...campaign } of archives) {
    const own = folderOf(folder, campaign.id);
    if (!existsSync(path.join(own, "manifest.json"))) {
      unread.push(campaign.name || campaign.subject);
      continue;
    }
    const { files } = await readManifest(own);
    const found = await pick(own, {
      files,
      table: "recipients",
      of: "contact_id",
      ids: contactIds,
    });
    const theirs = found.map((row) => archivedMail.parse(row));
    mails.push(...theirs.map((mail) => ({ ...mail, campaign })));
    const ids = theirs.map(({ id }) => id);
    const reports = await pick(own, { files, table: "email_events", of: "recipient_id", ids });
    const told = reports.map((row) => archivedEvent.parse(row));
    // That it was sent is said by the mail itself.
    events.push(
      ...told.filter(({ type }) => type !== "send").map((event) => ({ ...event, campaign })),
    );
  }
  return { mails, events, unread };
}

/** The rows whose column has one of the ids; most lines are told apart without being parsed. */
async function pick(
  folder: string,
  {
    files,
    table,
    of,
    ids,
  }: {
    files: ArchivedFile[];
    table: ArchivedFile["table"];
    of: string;
    ids: number[];
  },
): Promise<unknown[]> {
  const file = files.find((one) => one.table === table);
  if (!file || ids.length === 0) return [];
  const hasId = new RegExp(`"${of}":(?:${ids.join("|")})[,}]`);
  const column = z.looseObject({ [of]: z.number().nullish() });
  const rows: unknown[] = [];
  for await (const line of readLines(folder, file)) {
    if (!hasId.test(line)) continue;
    const row = column.parse(JSON.parse(line));
    // The text of a value may look like a column.
    if (ids.some((id) => row[of] === id)) rows.push(row);
  }
  return rows;
}
