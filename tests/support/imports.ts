import { asc, eq } from "drizzle-orm";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";
import { users } from "@/db/schema/users";
import type { ImportOptions } from "@/lib/domain/import-options";
import { findImport, saveImportOptions, startImport, type Import } from "@/lib/imports/imports";
import { runImport } from "@/lib/imports/run";
import { receiveUpload, type UploadResult } from "@/lib/imports/upload";

/** A file as the network brings it: in uneven pieces. */
export async function* pieces(file: Buffer | string, size = 37_777): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(file);
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

export function upload(file: Buffer | string, name = "customers.csv"): Promise<UploadResult> {
  return receiveUpload(pieces(file), { name, userId: null });
}

/** Uploads a file that must be fine. */
export async function uploaded(file: Buffer | string, name?: string): Promise<number> {
  const result = await upload(file, name);
  if (!result.ok) throw new Error(`The upload was refused: ${result.reason}`);
  return result.importId;
}

export async function getImport(id: number): Promise<Import> {
  const found = await findImport(id);
  if (!found) throw new Error(`There is no import ${id}.`);
  return found;
}

let madeUsers = 0;

export async function createUser(): Promise<number> {
  const [user] = await db
    .insert(users)
    .values({ email: `user-${++madeUsers}@team.test`, name: "박담당", role: "marketer" })
    .returning({ id: users.id });
  if (!user) throw new Error("The insert returned no row.");
  return user.id;
}

/** Uploads, maps as suggested (and as told), confirms and runs. */
export async function importFile(
  file: Buffer | string,
  changes: Partial<ImportOptions> = {},
  name?: string,
): Promise<Import> {
  const id = await uploaded(file, name);
  await confirm(id, changes);
  await runImport(id);
  return getImport(id);
}

/** Confirms as suggested; without a topic, a column of consent is left out. */
export async function confirm(id: number, changes: Partial<ImportOptions> = {}): Promise<void> {
  const { options } = await getImport(id);
  const columns = options.columns.map((column) =>
    column.to === "consent" && changes.topicId === undefined ? ({ to: "skip" } as const) : column,
  );
  await saveImportOptions(id, { ...options, columns, topicId: null, ...changes });
  const started = await startImport(id, { userId: await createUser() });
  if (!started.ok) throw new Error(`The import could not start: ${started.reason}`);
}

/** The summary of an import, which must always add up. */
export function summary(one: Import) {
  return {
    rows: one.rowsTotal,
    created: one.rowsCreated,
    updated: one.rowsUpdated,
    unchanged: one.rowsUnchanged,
    refused: one.rowsRefused,
    repeated: one.rowsRepeated,
  };
}

export async function contactByEmail(emailNormalized: string) {
  const [contact] = await db
    .select()
    .from(contacts)
    .where(eq(contacts.emailNormalized, emailNormalized))
    .orderBy(asc(contacts.id));
  if (!contact) throw new Error(`There is no contact ${emailNormalized}.`);
  return contact;
}
