import * as z from "zod";
import { colors, gutter, textBase } from "@/emails/system/theme";
import { choice, text } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";

const sizes = {
  large: { fontSize: 29, lineHeight: "40px", letterSpacing: "-0.02em" },
  medium: { fontSize: 22, lineHeight: "31px", letterSpacing: "-0.01em" },
  small: { fontSize: 18, lineHeight: "27px" },
} as const;

export const heading = defineBlock({
  type: "heading",
  schema: z.object({
    text: text({ max: 200, required: true }),
    size: choice(["large", "medium", "small"]),
    align: choice(["left", "center"]),
  }),
  sample: (locale) => ({ text: locale === "ko" ? "제목을 적어 주세요" : "Write a heading" }),
  Component: ({ content: { text: words, size, align } }) => {
    const Tag = size === "large" ? "h1" : size === "medium" ? "h2" : "h3";
    return (
      <div className="lp-pad" style={{ padding: `24px ${gutter}px 8px` }}>
        <Tag
          className={size === "large" ? "lp-text lp-title" : "lp-text"}
          style={{
            ...textBase,
            ...sizes[size],
            fontWeight: 700,
            color: colors.text,
            textAlign: align,
          }}
        >
          {words}
        </Tag>
      </div>
    );
  },
});
