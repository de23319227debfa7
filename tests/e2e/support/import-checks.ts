import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { createCsvParser } from "@/lib/domain/csv-parser";
import { checkExactlyOnce, readAccepts } from "@/scripts/bench/accepts";
import { expectedAddresses, refusedLines } from "@/scripts/bench/import-file";
import { withDatabase } from "./database";
import type { System } from "./system";
import { expect } from "./test";

type Imported = { importId: number; rows: number };

/** The contacts of the file are those that it should have, each once, and subscribed once. */
export async function expectEverybodyOnce(
  system: System,
  { importId, rows }: Imported,
  counts: { created: number },
): Promise<void> {
  const found = await withDatabase(system, async (query) => ({
    addresses: await query<{ email: string }>(
      `select c.email_normalized as email from import_contacts i
       join contacts c on c.id = i.contact_id where i.import_id = $1`,
      [importId],
    ),
    sums: await query<{ created: number; subscribed: number; consents: number; staging: number }>(
      `select (select count(*)::int from contacts where source = $1) as created,
         (select count(*)::int from subscriptions s join import_contacts i using (contact_id)
          where i.import_id = $2 and s.status = 'subscribed') as subscribed,
         (select count(*)::int from consents where import_id = $2 and action = 'granted') as consents,
         (select count(*)::int from pg_class where relname like 'import_' || $2 || '\\_%') as staging`,
      [`import:${importId}`, importId],
    ),
  }));
  const expected = expectedAddresses(rows);
  expect(found.addresses).toHaveLength(expected.size);
  const strangers = found.addresses.filter(({ email }) => !expected.delete(email));
  expect({ strangers, missing: [...expected] }).toEqual({ strangers: [], missing: [] });
  const everybody = found.addresses.length;
  expect(found.sums).toEqual([
    { created: counts.created, subscribed: everybody, consents: everybody, staging: 0 },
  ]);
}

/** The file of refused rows holds those that are bad, as they stood, and no others. */
export async function expectRefusedFile(page: Page, { rows }: { rows: number }): Promise<void> {
  await page.getByRole("button", { name: "거절된 행 내려받기" }).click();
  await page.getByLabel("왜 내려받나요?").fill("고쳐서 다시 올리려고");
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: 60_000 }),
    page.getByRole("button", { name: "내려받기", exact: true }).click(),
  ]);
  const parser = createCsvParser(",");
  const text = await readFile(await download.path(), "utf8");
  const [header, ...refused] = [...parser.push(text), ...parser.finish()];
  const lineColumn = header?.cells.indexOf("줄 번호") ?? -1;
  const changed = refused.filter(({ cells }) => !cells[0]?.includes(" at "));
  expect(changed, "rows that are not as they stood in the file").toEqual([]);
  const lines = refused.map(({ cells }) => Number(cells[lineColumn]));
  expect(lines).toEqual(refusedLines(rows));
}

/** By the witness outside: kills of the sending handlers included. */
export async function expectEveryMailOnce(
  system: System,
  campaign: { campaignId: number; recipients: number },
  withinMs: number,
): Promise<void> {
  const status = async () =>
    withDatabase(system, async (query) => {
      const [row] = await query("select status from campaigns where id = $1", [
        campaign.campaignId,
      ]);
      return row?.["status"];
    });
  await expect.poll(status, { timeout: withinMs }).toBe("completed");
  const accepts = readAccepts(path.join(system.dataFolder, "ses"));
  expect(checkExactlyOnce(accepts, campaign)).toEqual([]);
}

/** While the import ran, or until the campaign had nobody left. */
export function countSent(
  system: System,
  from: number,
  to: number,
): { mails: number; seconds: number } {
  const times = readAccepts(path.join(system.dataFolder, "ses")).map(({ at }) => Date.parse(at));
  const end = times.reduce((latest, at) => Math.max(latest, at), from);
  const mails = times.filter((at) => at >= from && at <= to).length;
  return { mails, seconds: (Math.min(to, end) - from) / 1000 };
}
