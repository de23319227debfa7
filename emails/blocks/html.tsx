import * as z from "zod";
import { textBase } from "@/emails/system/theme";
import { sanitizeHtml } from "@/lib/domain/safe-html";
import { html as markup, toggle } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { Padded } from "./place";

/** HTML from elsewhere, without what a mail may not hold; for what no other block can do. */
export const html = defineBlock({
  type: "html",
  schema: z.object({
    code: markup({ max: 100_000, required: true }),
    padded: toggle({ on: true }),
  }),
  sample: (locale) => ({ code: openingHours[locale] }),
  Component: ({ content: { code, padded }, place }) => {
    const { text, classes } = place.surface;
    const drawn = (
      <div
        className={classes.text}
        style={{ ...textBase, fontSize: 15, lineHeight: "25px", color: text }}
        dangerouslySetInnerHTML={{ __html: sanitizeHtml(code) }}
      />
    );
    return padded ? <Padded place={place}>{drawn}</Padded> : drawn;
  },
});

const cell = `style="padding:8px 12px 8px 0"`;
const table = (rows: readonly (readonly [string, string])[]) =>
  `<table width="100%" style="border-collapse:collapse">${rows
    .map(([day, hours]) => `<tr><th align="left" ${cell}>${day}</th><td ${cell}>${hours}</td></tr>`)
    .join("\n")}</table>`;

const openingHours = {
  ko: table([
    ["평일", "오전 10시 – 오후 6시"],
    ["토요일", "오전 11시 – 오후 4시"],
    ["일요일과 공휴일", "쉬어요"],
  ]),
  en: table([
    ["Weekdays", "10:00 – 18:00"],
    ["Saturday", "11:00 – 16:00"],
    ["Sundays and holidays", "Closed"],
  ]),
};
