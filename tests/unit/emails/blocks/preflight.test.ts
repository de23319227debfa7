import { describe, expect, test } from "vitest";
import { allBlocks } from "@/emails/blocks/all-blocks";
import { allStartingPoints } from "@/emails/blocks/starting-points/all-starting-points";
import { preflightMail } from "@/lib/content/preflight";
import { builtInFields } from "@/lib/domain/compiled-content";
import { composedKey } from "@/lib/domain/template-catalog";
import { mailToCompile } from "@/tests/support/mail-to-compile";

const locales = ["ko", "en"] as const;
const pictures = "https://mail.shop.kr/samples";

type Heads = { locale: "ko" | "en"; subject: string; previewText: string };

async function findingsOf(content: unknown, heads: Heads) {
  const mail = mailToCompile({
    templateKey: composedKey,
    content,
    knownFields: builtInFields,
    ...heads,
  });
  const items = await preflightMail(mail, { isReal: true });
  return items.map(({ field, code, params }) => ({ field, code, params }));
}

describe.each(locales)("before a mail in %s is sent", (locale) => {
  test.each(allStartingPoints.map((point) => [point.key, point] as const))(
    "nothing speaks against the starting point %s",
    async (_, point) => {
      const { document, subject, previewText } = point.write(locale, pictures);
      expect(await findingsOf(document, { locale, subject, previewText })).toEqual([]);
    },
  );

  test.each(["", "#1d4fa8", "#ffd400", "#111111", "#ff5a5f"])(
    "nothing speaks against any block with the accent %j, on the mail and on coloured sections",
    async (accent) => {
      const samples = (prefix: string) =>
        allBlocks
          .filter(({ slots }) => slots.length === 0)
          .map(({ type, sample }) => ({
            type,
            id: prefix + type,
            content: sample(locale, pictures),
          }));
      const sections = ["#f6efe4", "#22433a", "#ffd400", "#777777"].map((background, index) => ({
        type: "section",
        id: `s${index}`,
        content: { background },
        slots: { inside: samples(`s${index}-`) },
      }));
      const content = { theme: { accent }, blocks: [...samples("m-"), ...sections] };
      const heads = { locale, subject: "소식", previewText: "가을 소식을 전해요" };
      const found = await findingsOf(content, heads);
      // All of them together are larger than a mail should be.
      expect(found.filter(({ code }) => code !== "clipped" && code !== "near_clip")).toEqual([]);
    },
  );
});
