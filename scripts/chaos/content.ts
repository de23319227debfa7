import type { CompiledContent } from "@/lib/domain/compiled-content";

/** Longer than what one merge tag may handle. */
export const breakingNote = "가".repeat(250_000);

/** A small mail: what is tested is who gets it, not what it weighs. */
export const chaosContent: CompiledContent = {
  v: 1,
  locale: "ko",
  subject: {
    chunks: ["(광고) ", "님께"],
    slots: [{ kind: "merge", liquid: '{{ name | fallback: "고객" }}', escape: "text" }],
  },
  html: {
    chunks: ["<p>", "</p><p>", '</p><a href="', '">보기</a><a href="', '">수신거부</a>'],
    slots: [
      { kind: "merge", liquid: '{{ name | fallback: "고객" }}', escape: "html" },
      { kind: "merge", liquid: '{{ note | fallback: "" | truncate: 20 }}', escape: "html" },
      { kind: "link", n: 0 },
      { kind: "url", name: "unsubscribe" },
    ],
  },
  text: { chunks: ["안녕하세요"], slots: [] },
  links: ["https://shop.test/"],
  fields: ["name", "note"],
  requiredFields: [],
};
