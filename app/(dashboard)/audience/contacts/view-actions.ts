"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { action } from "@/lib/action";
import { deleteContactView, saveContactColumns, saveContactView } from "@/lib/contact-views";
import { readColumns } from "@/lib/domain/contact-columns";
import { contactFilter, contactFilterParams, contactSort } from "@/lib/domain/contact-filter";
import { idField, lineField } from "@/lib/domain/form-fields";

const path = "/audience/contacts";

export const chooseColumns = action(
  { role: "viewer", input: z.object({ columns: z.array(z.string()) }) },
  async ({ columns }, { user }) => {
    await saveContactColumns(user.id, readColumns(columns.join(",")) ?? []);
    revalidatePath(path);
    return { ok: true };
  },
);

/** What came from the page is read as its address would be: nothing else is kept. */
const query = z
  .string()
  .max(5_000)
  .transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text)))
  .transform((given) => {
    const sort = contactSort.parse(given["sort"] ?? "newest");
    const columns = readColumns(given["columns"]);
    return {
      ...contactFilterParams(contactFilter.parse(given)),
      ...(sort === "newest" ? {} : { sort }),
      ...(columns && { columns: columns.join(",") }),
    };
  });

export const saveView = action(
  {
    role: "viewer",
    input: z.object({ name: lineField(100), query, isShared: z.string().optional() }),
  },
  async ({ name, query: kept, isShared }, { user }) => {
    const t = await getTranslations("contacts.views");
    await saveContactView({
      name,
      query: kept,
      isShared: isShared !== undefined,
      userId: user.id,
    });
    revalidatePath(path);
    return { ok: true, message: t("saved") };
  },
);

export const deleteView = action(
  { role: "viewer", input: z.object({ id: idField }) },
  async ({ id }, { user }) => {
    const t = await getTranslations("contacts.views");
    const isDeleted = await deleteContactView(id, user.id);
    revalidatePath(path);
    return isDeleted ? { ok: true, message: t("deleted") } : { ok: false, message: t("gone") };
  },
);
