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
  sample: (locale) => ({ code: locale === "ko" ? koreanHours : englishHours }),
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

const koreanHours = `<table width="100%" cellpadding="8" style="border-collapse:collapse">
<tr><th align="left">평일</th><td>오전 10시 – 오후 6시</td></tr>
<tr><th align="left">토요일</th><td>오전 11시 – 오후 4시</td></tr>
<tr><th align="left">일요일과 공휴일</th><td>쉬어요</td></tr>
</table>`;

const englishHours = `<table width="100%" cellpadding="8" style="border-collapse:collapse">
<tr><th align="left">Weekdays</th><td>10:00 – 18:00</td></tr>
<tr><th align="left">Saturday</th><td>11:00 – 16:00</td></tr>
<tr><th align="left">Sundays and holidays</th><td>Closed</td></tr>
</table>`;
