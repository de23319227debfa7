import * as z from "zod";
import { textBase } from "@/emails/system/theme";
import { choice } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { Padded } from "./place";

const words = {
  ko: { lead: "메일이 잘 보이지 않나요?", link: "웹에서 보기" },
  en: { lead: "Does this mail look wrong?", link: "View it in your browser" },
} as const;

/** To the page of this very mail. Mails without such a page draw nothing. */
export const webLink = defineBlock({
  type: "web_link",
  schema: z.object({ align: choice(["center", "left", "right"]) }),
  sample: () => ({}),
  Component: ({ content: { align }, place, locale, webUrl }) => {
    if (webUrl === undefined) return null;
    const { muted, classes } = place.surface;
    const style = { ...textBase, fontSize: 12, lineHeight: "20px", color: muted };
    return (
      <Padded place={place} top={8} bottom={8}>
        <p className={classes.muted} style={{ ...style, textAlign: align }}>
          {words[locale].lead}{" "}
          <a
            href={webUrl}
            className={classes.muted}
            style={{ color: muted, textDecoration: "underline" }}
          >
            {words[locale].link}
          </a>
        </p>
      </Padded>
    );
  },
});
