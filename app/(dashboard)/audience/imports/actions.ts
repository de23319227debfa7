"use server";

import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { action } from "@/lib/action";
import { toPastedFile } from "@/lib/domain/pasted-table";
import { receiveUpload } from "@/lib/imports/upload";

/** Next takes no more than a megabyte in an action; a person pastes less. */
const mostCharacters = 300_000;

export const paste = action(
  {
    role: "marketer",
    input: z.object({ text: z.string().min(1, "required").max(mostCharacters) }),
  },
  async ({ text }, { user }) => {
    const t = await getTranslations("imports");
    const result = await receiveUpload(once(Buffer.from(toPastedFile(text))), {
      name: t("paste.fileName"),
      userId: user.id,
    });
    if (!result.ok) return { ok: false, fields: { text: t(`problem.${result.reason}`) } };
    redirect(`/audience/imports/${result.importId}`);
  },
);

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
