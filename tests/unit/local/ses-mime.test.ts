import fc from "fast-check";
import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import { buildMime, decodeWords, encodeWords } from "@/local/ses/mime-build";

test("the source of a mail reads back as the same mail", async () => {
  const html = `<p>${"가을 할인 ".repeat(2000)}</p>`;
  const source = buildMime({
    headers: [
      { name: "From", value: "Moonlight <hello@moonlight.test>" },
      { name: "To", value: "a@b.test" },
      {
        name: "Subject",
        value: "(광고) 김하나님께 드리는 아주 긴 제목, 이번 주말까지 최대 40% 할인해 드려요",
      },
      {
        name: "List-Unsubscribe",
        value: `<https://example.test/u/${"x".repeat(120)}>, <mailto:leave@example.test>`,
      },
    ],
    html,
    text: "안녕하세요\nSecond line",
    attachments: [
      { name: "쿠폰.pdf", type: "application/pdf", base64: Buffer.from("pdf").toString("base64") },
    ],
  });
  expect(
    Math.max(
      ...source
        .toString()
        .split("\r\n")
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(998);
  const email = await PostalMime.parse(source);
  expect(email.subject).toBe(
    "(광고) 김하나님께 드리는 아주 긴 제목, 이번 주말까지 최대 40% 할인해 드려요",
  );
  expect(email.html?.trimEnd()).toBe(html);
  expect(email.text?.trimEnd()).toBe("안녕하세요\nSecond line");
  expect(email.attachments.map((item) => item.filename)).toEqual(["쿠폰.pdf"]);
  expect(email.headers.find(({ key }) => key === "list-unsubscribe")?.value).toContain(
    "<mailto:leave@example.test>",
  );
});

test("encoded words read back as any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const encoded = encodeWords(text);
      fc.pre(!text.includes("=?"));
      expect(encoded).toMatch(/^[\u0020-\u007e]*$/);
      expect(decodeWords(encoded)).toBe(text);
    }),
  );
});

test("the other encoding is read too", () => {
  expect(decodeWords("=?utf-8?Q?Caf=C3=A9_au_lait?= <a@b.test>")).toBe("Café au lait <a@b.test>");
});
