import { Img } from "react-email";
import * as z from "zod";
import { colors, textBase } from "@/emails/system/theme";
import { image, text, url } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { isNarrow, Padded } from "./place";

/**
 * No mail program that matters plays videos: a picture that leads to one, and below it a bar that
 * says so where images are off, too.
 */
export const video = defineBlock({
  type: "video",
  schema: z.object({
    imageUrl: image({ required: true }),
    imageAlt: text({ max: 150 }),
    url: url({ required: true }),
    title: text({ max: 80, required: true }),
  }),
  sample: (locale, pictures) =>
    locale === "ko"
      ? {
          imageUrl: `${pictures}/video.jpg`,
          imageAlt: "물레 위에서 그릇을 빚는 두 손",
          url: "https://shop.example/film",
          title: "그릇이 태어나는 하루 (1분 20초)",
        }
      : {
          imageUrl: `${pictures}/video.jpg`,
          imageAlt: "Two hands shaping a bowl on the wheel",
          url: "https://shop.example/en/film",
          title: "A day in the life of a bowl (1:20)",
        },
  Component: ({ content: { imageUrl, imageAlt, url: href, title }, place }) => {
    const width = place.width - 2 * place.gutter;
    const [padding, fontSize] = isNarrow(place) ? ["10px 12px", 13] : ["12px 18px", 15];
    return (
      <Padded place={place} top={12} bottom={16}>
        {imageUrl === "" ? null : (
          <a href={href} target="_blank" data-skip-in-text="true">
            <Img src={imageUrl} alt={imageAlt} width={width} style={pictureStyle} />
          </a>
        )}
        <table
          role="presentation"
          width="100%"
          border={0}
          cellPadding={0}
          cellSpacing={0}
          style={{ borderCollapse: "separate" }}
        >
          <tbody>
            <tr>
              <td className="lp-button" style={{ ...barStyle, msoPaddingAlt: padding }}>
                <a
                  href={href}
                  target="_blank"
                  className="lp-button-text"
                  style={{ ...titleStyle, padding, fontSize }}
                >
                  <span aria-hidden="true" data-skip-in-text="true">
                    {"▶\ufe0e\u00a0 "}
                  </span>
                  {title}
                </a>
              </td>
            </tr>
          </tbody>
        </table>
      </Padded>
    );
  },
});

const pictureStyle = {
  width: "100%",
  height: "auto",
  borderRadius: "10px 10px 0 0",
  backgroundColor: colors.tint,
  fontFamily: textBase.fontFamily,
  fontSize: 14,
  color: colors.muted,
} as const;

const barStyle = {
  backgroundColor: colors.button,
  borderRadius: "0 0 10px 10px",
};

const titleStyle = {
  ...textBase,
  display: "block",
  lineHeight: "22px",
  fontWeight: 700,
  color: colors.onButton,
  textDecoration: "none",
} as const;
