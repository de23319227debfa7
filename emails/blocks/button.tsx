import * as z from "zod";
import { MailButton } from "@/emails/system/mail-button";
import { filledButton, outlineButton } from "@/emails/system/surface";
import { choice, text, url } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { isNarrow, Padded } from "./place";

export const button = defineBlock({
  type: "button",
  schema: z.object({
    label: text({ max: 60, required: true }),
    url: url({ required: true }),
    look: choice(["filled", "outline"]),
    align: choice(["left", "center"]),
    width: choice(["fit", "full"]),
  }),
  sample: (locale) =>
    locale === "ko"
      ? { label: "가을 그릇 보러 가기", url: "https://shop.example/autumn" }
      : { label: "See the autumn bowls", url: "https://shop.example/en/autumn" },
  Component: ({ content: { label, url: href, look, align, width }, place, theme }) => (
    <Padded place={place} top={isNarrow(place) ? 10 : 12} bottom={isNarrow(place) ? 10 : 20}>
      <MailButton
        href={href}
        align={align}
        isWide={width === "full"}
        isCompact={isNarrow(place)}
        paint={
          look === "outline"
            ? outlineButton(place.surface)
            : filledButton(place.surface, theme.accent)
        }
      >
        {label}
      </MailButton>
    </Padded>
  ),
});
