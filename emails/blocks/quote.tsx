import * as z from "zod";
import { readableOn } from "@/emails/system/contrast";
import { textBase } from "@/emails/system/theme";
import { paragraphs, text } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { isNarrow, Padded } from "./place";

/** What somebody said, and who. */
export const quote = defineBlock({
  type: "quote",
  schema: z.object({
    words: paragraphs({ max: 600, required: true }),
    name: text({ max: 60 }),
    about: text({ max: 80 }),
  }),
  sample: (locale) =>
    locale === "ko"
      ? {
          words: "매일 아침 이 머그로 하루를 시작해요. 손에 닿는 느낌이 따뜻해서 자꾸 손이 가요.",
          name: "김서연 님",
          about: "백자 머그를 2년째 쓰고 있어요",
        }
      : {
          words:
            "My mornings begin with this mug. It sits so warmly in the hand that I reach for it first.",
          name: "Seoyeon Kim",
          about: "Has used the white porcelain mug for two years",
        },
  Component: ({ content: { words, name, about }, place, theme }) => {
    const { background, text: color, muted, outline, classes } = place.surface;
    const bar = theme.accent === "" ? outline : readableOn(theme.accent, background);
    const size = isNarrow(place)
      ? { fontSize: 15, lineHeight: "24px" }
      : { fontSize: 18, lineHeight: "30px" };
    return (
      <Padded place={place} top={16} bottom={16}>
        <table role="presentation" width="100%" border={0} cellPadding={0} cellSpacing={0}>
          <tbody>
            <tr>
              <td
                {...(theme.accent === "" && { className: classes.outline })}
                style={{ borderLeft: `3px solid ${bar}`, padding: "2px 0 2px 18px" }}
              >
                <p
                  className={classes.text}
                  style={{ ...textBase, ...size, color, whiteSpace: "pre-line" }}
                >
                  {words}
                </p>
                <p className={classes.muted} style={{ ...bylineStyle, color: muted }}>
                  <Byline name={name} about={about} color={color} className={classes.text} />
                </p>
              </td>
            </tr>
          </tbody>
        </table>
      </Padded>
    );
  },
});

type BylineProps = { name: string; about: string; color: string; className: string | undefined };

function Byline({ name, about, color, className }: BylineProps) {
  if (name === "") return about;
  return (
    <>
      <strong className={className} style={{ color }}>
        {name}
      </strong>
      {about === "" ? "" : ` · ${about}`}
    </>
  );
}

const bylineStyle = { ...textBase, fontSize: 13, lineHeight: "20px", paddingTop: 8 };
