import * as z from "zod";
import { gutter } from "@/emails/system/theme";
import { rich } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";

export const text = defineBlock({
  type: "text",
  schema: z.object({ body: rich({ max: 20_000, required: true }) }),
  sample: (locale) => ({
    body: locale === "ko" ? "<p>내용을 적어 주세요.</p>" : "<p>Write something.</p>",
  }),
  Component: ({ rich: { body } }) => (
    <div className="lp-pad" style={{ padding: `8px ${gutter}px` }}>
      {body}
    </div>
  ),
});
