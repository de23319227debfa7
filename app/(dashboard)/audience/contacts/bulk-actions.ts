"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { action } from "@/lib/action";
import { retryBulkAction, startBulkAction, undoBulkAction } from "@/lib/bulk-actions";
import { countSelected, matching } from "@/lib/bulk-selection";
import { bulkDeed, type BulkDeed, bulkSelection } from "@/lib/domain/bulk-action";
import { contactFilter } from "@/lib/domain/contact-filter";
import { idField, lineField } from "@/lib/domain/form-fields";
import { parsePropertyValue } from "@/lib/domain/property-value";
import { listProperties } from "@/lib/properties";
import { createStaticSegment } from "@/lib/segment-members";

const path = "/audience/contacts";

const filterField = z
  .string()
  .max(5_000)
  .transform((text) => contactFilter.parse(JSON.parse(text)));

/** Everybody whom the filter leaves now: an act on all of them says how many, and means these. */
export const countMatching = action(
  { role: "marketer", input: z.object({ filter: filterField }) },
  async ({ filter }) => {
    const selection = await matching(filter);
    const { maxContactId } = selection;
    return { ok: true, data: { count: await countSelected(selection), maxContactId } };
  },
);

const idList = z
  .string()
  .regex(/^\d+(,\d+)*$/)
  .transform((text) => text.split(",").map(Number));

const input = z.looseObject({
  kind: z.string(),
  ids: idList.optional(),
  filter: filterField.optional(),
  maxContactId: z.coerce.number().optional(),
});

export const act = action(
  { role: "marketer", input },
  async ({ ids, filter, maxContactId, ...fields }, { user }) => {
    const t = await getTranslations("contacts.bulk");
    const selection = bulkSelection.safeParse(ids ? { ids } : { filter, maxContactId });
    if (!selection.success) return { ok: false, message: t("nobody") };
    const read =
      fields.kind === "save_segment" ? await makeSegment(fields, user) : await readDeed(fields);
    if (!read.ok) return { ok: false, fields: { [read.field]: t(`missing.${read.problem}`) } };
    const done = await startBulkAction(
      { deed: read.deed, selection: selection.data },
      { userId: user.id },
    );
    revalidatePath(path, "layout");
    // What was done, and the way back, stands over the list.
    return done.status === "completed" ? { ok: true } : { ok: true, message: t("started") };
  },
);

type ReadDeed =
  | { ok: true; deed: BulkDeed }
  | { ok: false; field: string; problem: "needed" | "value" };

/** A new segment, which the act then fills. */
async function makeSegment(
  { name }: Record<string, unknown>,
  { id: userId }: { id: number },
): Promise<ReadDeed> {
  const read = lineField(100).safeParse(name);
  if (!read.success) return { ok: false, field: "name", problem: "needed" };
  const none = { contactIds: [] };
  const { id } = await createStaticSegment({ name: read.data, userId, members: none });
  return { ok: true, deed: { kind: "add_to_segment", segmentId: id, isNew: true } };
}

async function readDeed(fields: Record<string, unknown>): Promise<ReadDeed> {
  const value = fields["kind"] === "set_property" ? await readValue(fields) : undefined;
  if (value?.ok === false) return { ok: false, field: "value", problem: "value" };
  const deed = bulkDeed.safeParse({ ...fields, ...(value && { value: value.value }) });
  if (deed.success) return { ok: true, deed: deed.data };
  const field = String(deed.error.issues[0]?.path[0] ?? "kind");
  return { ok: false, field, problem: "needed" };
}

/** As the property's form field is read; blank takes the value away. */
async function readValue({ key, value }: Record<string, unknown>) {
  const property = (await listProperties()).find((one) => one.key === key);
  if (!property) return { ok: false as const };
  const text = typeof value === "string" ? value.trim() : "";
  if (text === "") return { ok: true as const, value: null };
  return parsePropertyValue(property.type, text, property.choices);
}

export const undo = action(
  { role: "marketer", input: z.object({ id: idField }) },
  async ({ id }, { user }) => {
    const t = await getTranslations("contacts.bulk");
    const undone = await undoBulkAction(id, { userId: user.id });
    revalidatePath(path, "layout");
    return undone.ok ? { ok: true, message: t("undone") } : { ok: false, message: t("tooLate") };
  },
);

export const retry = action(
  { role: "marketer", input: z.object({ id: idField }) },
  async ({ id }, { user }) => {
    const t = await getTranslations("contacts.bulk");
    const retried = await retryBulkAction(id, { userId: user.id });
    revalidatePath(path, "layout");
    return retried.ok ? { ok: true, message: t("retried") } : { ok: false, message: t("tooLate") };
  },
);
