import { describe, expect, test } from "vitest";
import * as z from "zod";
import { allBlocks } from "@/emails/blocks/all-blocks";
import type { Block } from "@/emails/blocks/block";
import { listBlocks, readDocument } from "@/emails/blocks/document";
import { allStartingPoints } from "@/emails/blocks/starting-points/all-starting-points";
import { compileContent } from "@/lib/content/compile";
import { estimateBytes } from "@/lib/content/mail-size";
import { personalise } from "@/lib/content/personalise";
import { builtInFields } from "@/lib/domain/compiled-content";
import { composedKey } from "@/lib/domain/template-catalog";
import { mailToCompile, testUrls } from "@/tests/support/mail-to-compile";

const locales = ["ko", "en"] as const;
type Locale = (typeof locales)[number];
const pictures = "https://mail.shop.kr/samples";

async function compile(blocks: unknown[], locale: Locale, accent = "") {
  const content = { theme: { accent }, blocks };
  return compileDocument(content, { locale, subject: "소식", previewText: "" });
}

async function compileDocument(
  content: unknown,
  heads: { locale: Locale; subject: string; previewText: string },
) {
  const mail = mailToCompile({
    templateKey: composedKey,
    content,
    knownFields: builtInFields,
    ...heads,
  });
  const result = await compileContent(mail);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const data = { email: "kim@example.kr", name: "김하나", first_name: "Hana" };
  return { ...result, mail: personalise(result.compiled, { data, urls: testUrls }) };
}

const placed = (block: Block, locale: Locale, change: object = {}) => ({
  type: block.type,
  id: "b",
  content: { ...block.sample(locale, pictures), ...change },
  slots: Object.fromEntries(
    block.slots.map((slot) => [
      slot,
      [{ type: "text", id: `t-${slot}`, content: { body: `<p>${slot}</p>` } }],
    ]),
  ),
});

function imagesWithoutAlt(html: string): string[] {
  return (html.match(/<img[^>]*>/g) ?? []).filter((image) => !/\salt="/.test(image));
}

describe.each(allBlocks.map((block) => [block.type, block] as const))(
  "the block %s",
  (_, block) => {
    test.each(locales)("is sent as its sample shows it, in %s", async (locale) => {
      const { warnings, mail } = await compile([placed(block, locale)], locale);
      expect(warnings).toEqual([]);
      expect(imagesWithoutAlt(mail.html)).toEqual([]);
      expect(mail.html.split("<!--[if mso]>")).toHaveLength(mail.html.split("<![endif]-->").length);
      expect(mail.html).not.toMatch(/undefined|\[object|NaN/);
    });

    test("names in its sample only fields that it has", () => {
      for (const locale of locales) {
        const known = Object.keys(block.schema.shape);
        const unknown = Object.keys(block.sample(locale, pictures)).filter(
          (name) => !known.includes(name),
        );
        expect(unknown).toEqual([]);
      }
    });

    test("fits a column of three, inside a dark section, with any accent", async () => {
      const inside = [placed(block, "ko")];
      const nested = {
        type: "section",
        id: "s",
        content: { background: "#22433a" },
        slots: {
          inside: [{ type: "columns", id: "c", content: { count: "3" }, slots: { first: inside } }],
        },
      };
      // Blocks lie three deep at most: one with slots has no room for its own here.
      const blocks = block.slots.length === 0 ? [nested] : [...inside];
      const { mail } = await compile(blocks, "ko", "#ffd400");
      const widths = [...mail.html.matchAll(/<img[^>]*width="(\d+)"/g)].map(([, width]) =>
        Number(width),
      );
      const widest = block.slots.length === 0 ? 188 : 600;
      expect(Math.max(0, ...widths)).toBeLessThanOrEqual(widest);
    });
  },
);

describe("blocks", () => {
  test("have names of their own", () => {
    const types = allBlocks.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
  });

  test("give text mails their words once", async () => {
    const { mail } = await compile(
      allBlocks.map((block) => ({ ...placed(block, "ko"), id: block.type, slots: {} })),
      "ko",
    );
    for (const words of [
      "가을 그릇 보러 가기",
      "SODAM-AUTUMN",
      "소담 찻주전자",
      "카카오톡 채널",
      "그릇이 태어나는 하루",
      "오전 10시",
      "메일이 잘 보이지 않나요?",
    ]) {
      expect(mail.text.split(words).length - 1, words).toBe(1);
    }
  });

  test("say in text what a picture shows that leads somewhere", async () => {
    const content = { src: `${pictures}/hero.jpg`, alt: "찻주전자", url: "https://shop.kr" };
    const { mail } = await compile([{ type: "image", id: "i", content }], "ko");
    expect(mail.text).toContain("찻주전자 https://t.test/c/token/0");
  });

  test("draw no link to a page that the mail does not have", async () => {
    const mail = mailToCompile({
      templateKey: composedKey,
      content: {
        blocks: [
          { type: "web_link", id: "w" },
          { type: "spacer", id: "s" },
        ],
      },
      kind: "transactional",
    });
    const result = await compileContent(mail);
    expect(result.ok && result.compiled.html.chunks.join("")).not.toContain("웹에서 보기");
  });

  test("evaluate merge tags of raw HTML in words and addresses, escaped", async () => {
    const code =
      '<p title="{{ name }}">{{ name }} <a href="https://shop.kr/{{ email }}">가기</a></p>';
    const { mail } = await compile([{ type: "html", id: "h", content: { code } }], "ko");
    expect(mail.html).toContain('<p title="김하나">김하나 <a href="https://t.test/c/token/0"');
  });

  test("refuse an unsafe address and an unknown field of raw HTML", async () => {
    const code = '<p>{{ nmae }}<a href="javascript:x">가기</a></p>';
    await expect(compile([{ type: "html", id: "h", content: { code } }], "ko")).rejects.toThrow(
      /unknown_field.*unsafe_scheme/,
    );
  });
});

describe.each(allStartingPoints.map((point) => [point.key, point] as const))(
  "the starting point %s",
  (_, point) => {
    test.each(locales)("can be sent as it is, in %s", async (locale) => {
      const { document, subject, previewText } = point.write(locale, pictures);
      const { warnings, compiled, mail } = await compileDocument(document, {
        locale,
        subject,
        previewText,
      });
      expect(warnings).toEqual([]);
      expect(compiled.requiredFields.filter((field) => field !== "email")).toEqual([]);
      expect(estimateBytes(compiled.html)).toBeLessThan(92_160);
      expect(imagesWithoutAlt(mail.html)).toEqual([]);
      // The pixel alone says nothing.
      expect(mail.html.match(/<img[^>]* alt=""/g)).toHaveLength(1);
      expect(previewText).not.toBe("");
      expect(mail.text).toMatch(locale === "ko" ? /수신거부/ : /Unsubscribe/);
    });

    test.each(locales)("holds nothing that is lost when it is read, in %s", (locale) => {
      const { document } = point.write(locale, pictures);
      const read = readDocument(document);
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      const { blocks } = storedDocument.parse(document);
      expect(listGiven(blocks)).toEqual(listKept(blocks, listBlocks(read.document.blocks)));
    });
  },
);

type Given = { type: string; content: Record<string, unknown>; slots: Record<string, Given[]> };
const given: z.ZodType<Given> = z.object({
  type: z.string(),
  content: z.record(z.string(), z.unknown()),
  slots: z.record(z.string(), z.array(z.lazy(() => given))),
});
const storedDocument = z.object({ blocks: z.array(given) });

function listGiven(blocks: readonly Given[]): Pick<Given, "type" | "content">[] {
  return blocks.flatMap(({ type, content, slots }) => [
    { type, content },
    ...Object.values(slots).flatMap(listGiven),
  ]);
}

/** What was read, without the defaults of what was not given. */
function listKept(blocks: readonly Given[], read: ReturnType<typeof listBlocks>) {
  return listGiven(blocks).map(({ content }, index) => {
    const names = Object.keys(content).filter((name) => name in (read[index]?.content ?? {}));
    const kept = names.map((name) => [name, read[index]?.content[name]]);
    return { type: read[index]?.type, content: Object.fromEntries(kept) };
  });
}
