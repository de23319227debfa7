import * as z from "zod";
import { textBase } from "@/emails/system/theme";
import { choice, text } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { isNarrow, Padded } from "./place";

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
  sample: (locale) => ({
    text: locale === "ko" ? "가을 식탁에 새 그릇을 올려요" : "New bowls for the autumn table",
  }),
  Component: ({ content: { text: words, size, align }, place }) => {
    const Tag = size === "large" ? "h1" : size === "medium" ? "h2" : "h3";
    const drawn = isNarrow(place) && size === "large" ? "medium" : size;
    const { text: color, classes } = place.surface;
    return (
      <Padded place={place} top={isNarrow(place) ? 12 : 24}>
        <Tag
          className={
            [classes.text, drawn === "large" && "lp-title"].filter(Boolean).join(" ") || undefined
          }
          style={{ ...textBase, ...sizes[drawn], fontWeight: 700, color, textAlign: align }}
        >
          {words}
        </Tag>
      </Padded>
    );
  },
});
