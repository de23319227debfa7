import { Img } from "react-email";
import * as z from "zod";
import { textBase } from "@/emails/system/theme";
import { choice, image as picture, text, url } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { isInColumn, Padded, type Place } from "./place";

const shares = { full: 1, half: 0.5, third: 1 / 3 } as const;

/** `edge` reaches the sides of the mail; the others keep from them as words do. */
export const image = defineBlock({
  type: "image",
  schema: z.object({
    src: picture({ required: true }),
    alt: text({ max: 150 }),
    url: url(),
    width: choice(["full", "edge", "half", "third"]),
    align: choice(["center", "left", "right"]),
  }),
  sample: (locale, pictures) => ({
    src: `${pictures}/hero.jpg`,
    alt:
      locale === "ko"
        ? "나무 식탁 위에 놓인 찻주전자와 찻잔, 유자 한 알"
        : "A teapot, two cups and a yuja on a wooden table",
    url: locale === "ko" ? "https://shop.example/autumn" : "https://shop.example/en/autumn",
  }),
  Component: ({ content, place }) => {
    if (content.src === "") return null;
    const drawn = <Picture content={content} place={place} />;
    const linked =
      content.url === "" ? (
        drawn
      ) : (
        <a href={content.url} target="_blank">
          {drawn}
        </a>
      );
    if (content.width === "edge") return linked;
    return (
      <Padded place={place} top={12} bottom={12} align={content.align}>
        {linked}
      </Padded>
    );
  },
});

type Content = { src: string; alt: string; width: "full" | "edge" | "half" | "third" };

function Picture({ content: { src, alt, width }, place }: { content: Content; place: Place }) {
  const isEdge = width === "edge";
  const pixels = isEdge
    ? place.width
    : Math.round((place.width - 2 * place.gutter) * shares[width]);
  return (
    <Img
      src={src}
      alt={alt}
      width={pixels}
      {...(isInColumn(place) && width === "full" && { className: "lp-fill" })}
      style={{
        ...altStyle,
        display: isEdge || width === "full" ? "block" : "inline-block",
        width: "100%",
        maxWidth: pixels,
        borderRadius: isEdge ? 0 : 10,
        color: place.surface.muted,
      }}
    />
  );
}

/** Of the words that stand there where images are off. */
const altStyle = { height: "auto", fontFamily: textBase.fontFamily, fontSize: 14 } as const;
